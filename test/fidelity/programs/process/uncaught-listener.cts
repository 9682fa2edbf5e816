// uncaughtException keeps the process; setting the code still counts.
process.on("uncaughtException", (e, origin) => { console.log("caught", (e as Error).message, origin); process.exitCode = 7; });
setTimeout(() => console.log("alive"), 5);
process.on("exit", (code) => console.log("exit", code));
throw new Error("top");
