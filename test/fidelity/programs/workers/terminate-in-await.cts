// A worker that is ended while it awaits runs no finally.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort } = require('node:worker_threads'); (async () => { try { parentPort.postMessage('in'); await new Promise((r) => setTimeout(r, 100000)); } finally { console.log('never: finally'); } })();", { eval: true });
w.once("message", () => { w.terminate().then((c: number) => console.log("then", c)); console.log("asked"); });
w.on("exit", (c: number) => console.log("exit", c));
