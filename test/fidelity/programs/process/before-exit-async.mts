// An async beforeExit listener revives the loop only where something keeps it alive.
let done = false;
process.on("beforeExit", async () => { if (done) return; done = true; console.log("start"); await null; console.log("after micro"); await new Promise((r) => setTimeout(r, 5)); console.log("after timer"); });
process.on("exit", () => console.log("exit"));
