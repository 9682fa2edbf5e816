// Where a waitAsync that its own thread wakes stands among jobs, ticks, immediates and timers.
const a = new Int32Array(new SharedArrayBuffer(16));
(Atomics as any).waitAsync(a, 0, 0).value.then((v: string) => { console.log("woken", v); process.nextTick(() => console.log("tick")); });
(Atomics as any).waitAsync(a, 0, 0).value.then((v: string) => { console.log("second", v); });
(Atomics as any).waitAsync(a, 1, 0, 5).value.then((v: string) => console.log("other", v));
Atomics.notify(a, 0);
Promise.resolve().then(() => console.log("job"));
process.nextTick(() => console.log("main tick"));
setImmediate(() => console.log("immediate"));
setTimeout(() => console.log("timeout"), 30);
console.log("sync");
process.on("exit", () => console.log("exit"));
