// A transferred buffer is empty at its sender at once, and its views too.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
const bytes = new Uint8Array([1, 2, 3]);
port2.once("message", (m: any) => { console.log(m, m.buffer.byteLength); port2.close(); });
port1.postMessage(bytes, [bytes.buffer]);
console.log(bytes.length, bytes.byteLength, bytes.buffer.byteLength);
