// onmessage starts a port, addEventListener does not; events carry data.
const { MessageChannel } = require("node:worker_threads");
const a = new MessageChannel();
a.port2.onmessage = (e: any) => { console.log("onmessage", e.data, e.constructor.name, e.target === a.port2); a.port1.close(); };
a.port1.postMessage("a");
const b = new MessageChannel();
b.port2.addEventListener("message", (e: any) => { console.log("listener", e.data); b.port1.close(); });
b.port1.postMessage("b");
setTimeout(() => { console.log("start"); b.port2.start(); }, 20);
