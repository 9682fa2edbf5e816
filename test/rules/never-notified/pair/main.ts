import { Worker } from "node:worker_threads";

const buffer = new SharedArrayBuffer(4);
const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: buffer });
worker.unref();
Atomics.store(new Int32Array(buffer), 0, 1);
