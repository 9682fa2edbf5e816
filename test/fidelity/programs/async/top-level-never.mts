// Top-level await that never settles: exit code 13.
process.on("exit", (code) => console.log("exit", code));
setTimeout(() => console.log("timer"), 5);
await new Promise(() => {});
console.log("never");
