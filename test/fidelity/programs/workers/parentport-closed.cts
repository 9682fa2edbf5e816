// parentPort: closed by the worker, its messages go nowhere; the close event on it; unref and ref.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort: p } = require('node:worker_threads'); p.on('message', (m) => { p.postMessage('echo ' + m); p.close(); p.postMessage('lost'); });", { eval: true });
w.on("message", (m: any) => console.log(m));
w.on("exit", (c: number) => console.log("exit", c));
w.postMessage("a");
