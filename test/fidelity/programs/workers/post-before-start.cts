// Messages posted before the worker starts are delivered in order when it listens.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort } = require('worker_threads'); const got = []; setTimeout(() => parentPort.on('message', (m) => { got.push(m); if (got.length === 3) { parentPort.postMessage(got); parentPort.close(); } }), 10);", { eval: true });
for (const m of ["a", "b", "c"]) w.postMessage(m);
w.on("message", (m: unknown) => console.log(m));
w.on("exit", (c: number) => console.log("exit", c));
