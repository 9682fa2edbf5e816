// terminate stops a worker in an endless loop.
const { Worker } = require("node:worker_threads");
const w = new Worker("require('worker_threads').parentPort.postMessage('looping'); setInterval(() => {}, 1); for (let i = 0; i < 1e9; i++) { if (i % 2) continue; }", { eval: true });
w.on("message", (m: string) => { console.log(m); w.terminate().then((c: number) => console.log("terminated", c)); });
w.on("exit", (c: number) => console.log("exit", c));
