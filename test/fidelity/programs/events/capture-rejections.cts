// captureRejections: an async listener's rejection goes to 'error' or to Symbol.for('nodejs.rejection').
const { EventEmitter, captureRejectionSymbol } = require("node:events");
console.log(EventEmitter.captureRejections, captureRejectionSymbol === Symbol.for("nodejs.rejection"));
const a = new EventEmitter({ captureRejections: true });
a.on("x", async (v: any) => { throw new Error("async " + v); });
a.on("error", (e: any) => console.log("error event", e.message));
a.emit("x", 1);
const b = new EventEmitter({ captureRejections: true });
b[captureRejectionSymbol] = (e: any, name: any, ...args: any[]) => console.log("handler", e.message, name, args);
b.on("y", async () => { throw new Error("to handler"); });
b.emit("y", 1, 2);
const c = new EventEmitter();
c.on("z", async () => { throw new Error("unhandled"); });
process.on("unhandledRejection", (e: any) => console.log("unhandledRejection", e.message));
c.emit("z");
const d = new EventEmitter({ captureRejections: true });
d.on("error", async () => { throw new Error("in error listener"); });
d.emit("error", new Error("first"));
console.log("sync end");
