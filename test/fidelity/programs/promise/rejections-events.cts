// unhandledRejection, rejectionHandled and warnings in their order.
process.on("unhandledRejection", (r: any, p) => { console.log("unhandled", r?.message ?? r, p instanceof Promise); });
process.on("rejectionHandled", (p) => console.log("handled late", p instanceof Promise));
const p = Promise.reject(new Error("a"));
const q = Promise.reject("b");
q.catch(() => console.log("in time"));
setTimeout(() => { p.catch(() => console.log("caught late")); }, 5);
const r = Promise.reject(1);
process.nextTick(() => r.catch(() => console.log("in a tick")));
Promise.resolve().then(() => { Promise.reject(new Error("in a job")); });
setTimeout(() => { const s = Promise.reject(new Error("immediate")); Promise.resolve().then(() => s.catch(() => console.log("in a microtask"))); }, 150);
(async () => { throw undefined; })();
