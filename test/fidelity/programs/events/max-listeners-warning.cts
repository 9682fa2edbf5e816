// The eleventh listener gives a warning as an event of process; the program goes on.
const { EventEmitter } = require("node:events");
process.on("warning", (w: any) => console.log(w.name, w.type, w.count, w.message));
const e = new EventEmitter();
for (let i = 0; i < 12; i++) e.on("x", () => undefined);
console.log("sync");
const w = new Error("mine"); w.name = "MyWarning";
process.emitWarning(w);
process.emitWarning("text", "TypeOfIt", "CODE1");
process.emitWarning("detail", { type: "T", code: "C", detail: "more" });
