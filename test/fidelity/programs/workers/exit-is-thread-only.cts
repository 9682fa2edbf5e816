// process.exit in a worker ends only that thread; code after it does not run.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort } = require('worker_threads'); process.on('exit', (c) => parentPort.postMessage('exit listener ' + c)); try { process.exit(2); } finally { parentPort.postMessage('never'); }", { eval: true });
w.on("message", (m: string) => console.log(m));
w.on("exit", (c: number) => { console.log("exit", c); setTimeout(() => console.log("main lives"), 5); });
