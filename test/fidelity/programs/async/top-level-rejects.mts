// Top-level await of a rejection: exit code 1.
process.on("exit", (code) => console.log("exit", code));
await Promise.reject(new RangeError("top level"));
