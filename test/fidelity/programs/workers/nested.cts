// A worker starts a worker; its messages go through its parent.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { Worker, parentPort } = require('worker_threads'); const inner = new Worker(\"require('worker_threads').parentPort.postMessage('from the inner one')\", { eval: true }); inner.on('message', (m) => parentPort.postMessage('relayed ' + m)); inner.on('exit', (c) => parentPort.postMessage('inner exit ' + c));", { eval: true });
w.on("message", (m: unknown) => console.log(m));
w.on("exit", (c: number) => console.log("exit", c));
