// The events of a worker and of parentPort: online first, messages, then exit; once, off and listener counts.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort: p } = require('node:worker_threads'); p.once('message', (m) => { p.postMessage('once ' + m); }); const f = (m) => { p.postMessage('on ' + m); if (m === 2) { p.off('message', f); } }; p.on('message', f); p.postMessage(p.listenerCount('message'));", { eval: true });
for (const name of ["online", "message", "messageerror", "error", "exit"]) w.on(name, (v: any) => console.log(name, v));
w.postMessage(1); w.postMessage(2); w.postMessage(3);
console.log(w.listenerCount("message"), w.eventNames().join());
