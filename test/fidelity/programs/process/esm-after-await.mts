// After a top-level await the module goes on in a microtask.
await null;
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("micro"));
setImmediate(() => console.log("immediate"));
console.log("sync");
