// addEventListener does not start a port; start and onmessage do; what came before waits.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port2.addEventListener("message", (e: any) => console.log("listener", e.data));
port1.postMessage("early");
setTimeout(() => { console.log("start"); port2.start(); }, 5);
setTimeout(() => { port1.postMessage("late"); }, 150);
setTimeout(() => { port2.close(); }, 300);
port2.ref();
