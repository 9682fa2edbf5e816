// An unhandled rejection without listeners: exit code 1, the exit event, nothing after it.
process.on("exit", (c) => console.log("exit", c, process.exitCode));
setTimeout(() => console.log("never"), 1);
setImmediate(() => console.log("never immediate"));
process.on("uncaughtExceptionMonitor", (e: any, o) => console.log("monitor", e.message, o));
Promise.reject(new TypeError("nobody"));
Promise.resolve().then(() => console.log("job"));
process.nextTick(() => console.log("tick"));
