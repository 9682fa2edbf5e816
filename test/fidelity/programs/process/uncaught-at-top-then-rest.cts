// After a caught error at the top of a script the rest still gets its turn.
process.on("uncaughtException", (e) => console.log("caught", (e as Error).message));
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("micro"));
setImmediate(() => console.log("immediate"));
setImmediate(() => setTimeout(() => console.log("timer"), 5));
throw new Error("top");
