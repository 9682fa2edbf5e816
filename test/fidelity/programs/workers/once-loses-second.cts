// A worker that listens once exits after the first message; the second is lost.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort } = require('worker_threads'); parentPort.once('message', (m) => parentPort.postMessage('got ' + m));", { eval: true });
w.postMessage(1);
w.postMessage(2);
w.on("message", (m: unknown) => console.log(m));
w.on("exit", (c: number) => console.log("exit", c));
