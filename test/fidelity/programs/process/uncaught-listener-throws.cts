// An error in the uncaughtException listener ends the process with 7.
process.on("uncaughtException", () => { console.log("listener"); throw new Error("second"); });
process.on("exit", (code) => console.log("exit", code));
setTimeout(() => { throw new Error("first"); }, 1);
