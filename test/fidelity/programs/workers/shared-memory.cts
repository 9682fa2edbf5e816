// A shared buffer is the same memory in both threads; an ArrayBuffer is a copy.
const { Worker } = require("node:worker_threads");
const shared = new Int32Array(new SharedArrayBuffer(8));
const copied = new Int32Array(2);
const w = new Worker("const { workerData: { shared, copied }, parentPort } = require('worker_threads'); Atomics.add(shared, 0, 5); copied[0] = 9; parentPort.postMessage([shared[0], copied[0]]);", { eval: true, workerData: { shared, copied } });
w.on("message", (m: unknown) => console.log(m));
w.on("exit", () => console.log(Array.from(shared), Array.from(copied)));
