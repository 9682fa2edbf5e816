// Between two messages of a port all ticks and microtasks run.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port2.on("message", (m: number) => { console.log("message", m); Promise.resolve().then(() => console.log("micro", m)); process.nextTick(() => console.log("tick", m)); if (m === 3) port2.close(); });
for (const n of [1, 2, 3]) port1.postMessage(n);
setImmediate(() => console.log("immediate"));
console.log("posted");
