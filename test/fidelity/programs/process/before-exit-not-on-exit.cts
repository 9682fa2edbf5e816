// No beforeExit when process.exit is called.
process.on("beforeExit", () => console.log("never"));
process.on("exit", (code) => console.log("exit", code));
setTimeout(() => process.exit(0), 1);
