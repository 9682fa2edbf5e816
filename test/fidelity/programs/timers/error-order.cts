// A timer that throws: the rest of its list, ticks and jobs come after the listener; the same for immediates.
process.on("uncaughtException", (e) => { console.log("uncaught", e.message); process.nextTick(() => console.log("tick of listener")); });
setTimeout(() => { process.nextTick(() => console.log("tick 1")); Promise.resolve().then(() => console.log("job 1")); throw new Error("one"); }, 2);
setTimeout(() => { console.log("two"); throw new Error("two"); }, 2);
setTimeout(() => console.log("three"), 2);
setTimeout(() => {
  setImmediate(() => { setImmediate(() => console.log("immediate 3")); throw new Error("immediate"); });
  setImmediate(() => console.log("immediate 2"));
}, 200);
