// A promise resolved with itself is rejected.
let resolve: (v: unknown) => void = () => {};
const p = new Promise((r) => {
  resolve = r;
});
resolve(p);
p.catch((e) => console.log(e.name, e.message));
const q: Promise<unknown> = Promise.resolve().then(() => q);
q.catch((e) => console.log(e.name, e.message));
