// What a worker sees of its surroundings.
const { Worker, isMainThread, threadId, parentPort, workerData } = require("node:worker_threads");
console.log(isMainThread, threadId, parentPort, workerData);
const w = new Worker("const t = require('worker_threads'); t.parentPort.postMessage([t.isMainThread, typeof t.threadId, t.workerData, typeof t.parentPort.postMessage, process.argv.slice(2), process.env.MINE, typeof self, typeof require, globalThis === global]);", { eval: true, argv: ["x", "y"], env: { MINE: "mine" } });
w.on("message", (m: unknown) => console.log(m));
