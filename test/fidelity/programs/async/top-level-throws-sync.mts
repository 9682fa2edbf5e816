// A module that throws at once.
process.on("exit", (code) => console.log("exit", code));
queueMicrotask(() => console.log("micro"));
throw new Error("at once");
