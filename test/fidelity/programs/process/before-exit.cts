// beforeExit comes each time the loop empties, not on process.exit.
let n = 0;
process.on("beforeExit", (code) => { console.log("beforeExit", code, ++n); if (n < 3) setTimeout(() => console.log("more work", n), 1); });
process.on("exit", (code) => console.log("exit", code));
console.log("main");
