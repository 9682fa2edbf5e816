// Errors in ticks, microtasks, immediates, message handlers and emitters, each caught, with what runs next.
const { MessageChannel } = require("node:worker_threads");
const { EventEmitter } = require("node:events");
process.on("uncaughtException", (e) => { console.log("caught", (e as Error).message); process.nextTick(() => console.log("tick of listener")); });
const { port1, port2 } = new MessageChannel();
port2.on("message", (m: string) => { process.nextTick(() => console.log("tick after", m)); if (m === "bad") throw new Error("in message"); console.log("message", m); if (m === "last") port2.close(); });
setTimeout(() => { port1.postMessage("bad"); port1.postMessage("good"); port1.postMessage("last"); }, 20);
const e = new EventEmitter();
e.on("x", () => { throw new Error("in listener"); });
e.on("x", () => console.log("never"));
setTimeout(() => e.emit("x"), 60);
setTimeout(() => { try { e.emit("error", new Error("unheard")); } catch (x) { console.log("sync", (x as Error).message); } }, 80);
setTimeout(() => { Promise.resolve().then(() => { throw new Error("rejected in then"); }); process.nextTick(() => console.log("tick at 100")); }, 100);
