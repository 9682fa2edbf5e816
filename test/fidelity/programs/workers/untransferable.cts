// markAsUntransferable: a marked buffer cannot be transferred, and is still cloned.
const { markAsUntransferable, MessageChannel } = require("node:worker_threads");
const buffer = new ArrayBuffer(8);
markAsUntransferable(buffer);
const { port1, port2 } = new MessageChannel();
try { port1.postMessage(buffer, [buffer]); } catch (e: any) { console.log(e.name, e.code, e.message); }
console.log(buffer.byteLength);
port1.postMessage(buffer);
port2.once("message", (m: any) => { console.log(m.byteLength); port2.close(); });
markAsUntransferable(5);
markAsUntransferable(null);
