import { Worker } from "node:worker_threads";

const counter = new Int32Array(new SharedArrayBuffer(4));
// Nobody else knows it yet.
counter[0] = 10;
for (let i = 0; i < 2; i++) new Worker(new URL("./worker.ts", import.meta.url), { workerData: counter.buffer }).unref();
