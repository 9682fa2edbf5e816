// terminate right after the constructor: nothing of the worker runs.
const { Worker } = require("node:worker_threads");
const w = new Worker("require('worker_threads').parentPort.postMessage('never');", { eval: true });
w.on("message", () => console.log("never"));
w.on("error", (e: Error) => console.log("error", e.message));
w.on("exit", (c: number) => console.log("exit", c));
w.terminate().then((c: number) => console.log("terminated", c));
