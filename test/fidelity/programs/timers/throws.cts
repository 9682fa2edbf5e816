// A timer that throws ends the process before the next one of the same turn.
process.on("exit", (code) => console.log("exit", code));
setTimeout(() => { process.nextTick(() => console.log("tick")); throw new Error("in timer"); }, 5);
setTimeout(() => console.log("never"), 5);
