// Async listeners: emit does not wait for them; captureRejections.
const { EventEmitter, once, on } = require("node:events");
const e = new EventEmitter({ captureRejections: true });
e.on("work", async (n: number) => { console.log("start", n); await null; console.log("end", n); if (n === 2) throw new Error("rejected listener"); });
e.on("error", (x: Error) => console.log("captured", x.message));
e.emit("work", 1);
e.emit("work", 2);
console.log("emitted");
