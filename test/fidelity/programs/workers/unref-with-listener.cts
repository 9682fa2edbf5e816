// An unref'ed worker with a message listener does not keep its parent; what it sends in time arrives.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort } = require('node:worker_threads'); setInterval(() => {}, 50); parentPort.postMessage('hello');", { eval: true });
w.on("message", (m: any) => { console.log(m); w.unref(); });
process.on("exit", (c) => console.log("main exits", c));
