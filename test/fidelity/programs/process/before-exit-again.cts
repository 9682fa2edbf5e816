// beforeExit comes again after each new work, not after unref'ed work, and not after process.exit.
let n = 0;
process.on("beforeExit", (c) => { console.log("before", c, ++n); if (n === 1) setTimeout(() => console.log("work"), 1); if (n === 2) setImmediate(() => { console.log("immediate"); process.exitCode = 3; }); if (n === 3) setTimeout(() => console.log("never"), 1).unref(); if (n === 3) Promise.resolve().then(() => console.log("job")); });
process.on("exit", (c) => console.log("exit", c));
