// An unhandled rejection ends the process with 1, after the microtasks of that turn, before timers.
setTimeout(() => console.log("never"), 5);
process.on("exit", (code) => console.log("exit", code));
Promise.reject(new Error("nobody caught me"));
Promise.resolve().then(() => console.log("micro"));
process.nextTick(() => console.log("tick"));
console.log("sync");
