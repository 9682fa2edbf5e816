// Tasks in main and worker go on independently.
const { Worker } = require("node:worker_threads");
const w = new Worker("const { parentPort } = require('worker_threads'); (async () => { for (let i = 0; i < 3; i++) { await new Promise((r) => setTimeout(r, 40)); parentPort.postMessage('worker ' + i); } })();", { eval: true });
w.on("message", (m: unknown) => console.log(m));
w.on("exit", () => console.log("exit"));
