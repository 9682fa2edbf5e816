// MessageChannel objects: classes, illegal construction.
const { MessageChannel, MessagePort } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
console.log(port1 instanceof MessagePort, port1.constructor.name, Object.prototype.toString.call(port1), port1 === port2, typeof port1.on, typeof port1.addEventListener);
try { new MessagePort(); } catch (e: any) { console.log(e.name, e.message); }
console.log(MessageChannel === globalThis.MessageChannel, MessagePort === globalThis.MessagePort, port1 instanceof EventTarget);
