// Two workers talk through a channel that main made.
const { Worker, MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
const code = "const { workerData } = require('worker_threads'); const { port, first, name } = workerData; let n = 0; port.on('message', (m) => { console.log === undefined; if (m >= 4) { require('worker_threads').parentPort.postMessage(name + ' stops at ' + m); port.close(); } else port.postMessage(m + 1); }); if (first) port.postMessage(0);";
const make = (name: string, port: unknown, first: boolean) => { const w = new Worker("const { workerData } = require('worker_threads'); const { port, first, name } = workerData; port.on('message', (m) => { if (m >= 4) { require('worker_threads').parentPort.postMessage(name + ' stops at ' + m); port.close(); } else port.postMessage(m + 1); }); if (first) port.postMessage(0);", { eval: true, workerData: { name, port, first }, transferList: [port] }); w.on("message", (m: string) => console.log(m)); return new Promise((r) => w.on("exit", r)); };
void code;
Promise.all([make("one", port1, true), make("two", port2, false)]).then((codes) => console.log(codes));
