// What console.log shows of promises.
console.log(Promise.resolve(1), Promise.reject(new Error("x")).catch(() => 0) instanceof Promise, new Promise(() => {}));
const r = Promise.reject(5);
r.catch(() => {});
console.log(r);
class Mine extends Promise<number> {}
console.log(Mine.resolve(2), [Promise.resolve("a")], { p: Promise.resolve() });
console.log(String(Promise.resolve()), Object.prototype.toString.call(Promise.resolve()), typeof Promise, Promise.name);
