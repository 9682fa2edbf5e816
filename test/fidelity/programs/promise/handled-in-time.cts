// A handler added in a tick or a microtask of the same turn is early enough.
const p = Promise.reject(new Error("a"));
process.nextTick(() => p.catch((e) => console.log("tick caught", e.message)));
const q = Promise.reject(new Error("b"));
Promise.resolve().then(() => q.catch((e) => console.log("micro caught", e.message)));
setTimeout(() => console.log("alive"), 5);
