// With an uncaughtException listener the rest of the list still fires.
process.on("uncaughtException", (e, origin) => console.log("uncaught", e.message, origin));
setTimeout(() => { console.log("a"); throw new Error("in timer"); }, 150);
setTimeout(() => console.log("b"), 150);
setImmediate(() => { throw new Error("in immediate"); });
setImmediate(() => console.log("second immediate"));
process.nextTick(() => { throw new Error("in tick"); });
process.nextTick(() => console.log("second tick"));
queueMicrotask(() => { throw new Error("in microtask"); });
queueMicrotask(() => console.log("second microtask"));
