// A port as an EventTarget and as an emitter: this, event fields, handleEvent, once, removal.
const { MessageChannel, MessagePort } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
console.log(port1 instanceof MessagePort, port1 instanceof EventTarget, Object.prototype.toString.call(port1));
port2.on("message", function (this: any, m: any) { console.log("on", m, this === port2); });
port2.addEventListener("message", { handleEvent(e: any) { console.log("object", e.data, e.type, e.ports?.length, e.target === port2); } });
port2.once("message", (m: any) => console.log("once", m));
port2.onmessage = (e: any) => { console.log("onmessage", e.data, e.constructor.name); if (e.data === 2) { port2.removeAllListeners("message"); port2.close(); } };
port1.postMessage(1); port1.postMessage(2);
try { new (MessagePort as any)(); } catch (e: any) { console.log(e.name, e.code); }
