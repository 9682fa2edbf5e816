// Thenables: called in a job of their own, may settle twice, throw late, or have a throwing getter.
Promise.resolve({
  then(resolve: (v: string) => void) {
    console.log("then called");
    resolve("first");
    resolve("second");
    throw new Error("too late");
  },
}).then((v) => console.log(v));
Promise.resolve({
  get then(): unknown {
    throw new Error("getter");
  },
}).catch((e) => console.log(e.message));
Promise.resolve({ then: 5 }).then((v) => console.log(v));
Promise.resolve({
  then() {
    throw new Error("thrown");
  },
}).catch((e) => console.log(e.message));
const nested = { then: (r: (v: unknown) => void) => r({ then: (r2: (v: unknown) => void) => r2("deep") }) };
Promise.resolve(nested).then((v) => console.log(v));
Promise.resolve().then(() => nested).then((v) => console.log("from handler", v));
console.log("sync");
