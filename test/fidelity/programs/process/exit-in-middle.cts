// process.exit stops everything; only exit listeners run, and only synchronously.
process.on("exit", (code) => { console.log("exit", code, process.exitCode); setTimeout(() => console.log("never timer"), 0); Promise.resolve().then(() => console.log("never micro")); process.nextTick(() => console.log("never tick")); });
setTimeout(() => { console.log("exiting"); try { process.exit(3); } finally { console.log("finally after exit is not reached"); } }, 5);
setTimeout(() => console.log("never"), 10);
