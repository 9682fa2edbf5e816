import { Worker } from "node:worker_threads";

const buffer = new SharedArrayBuffer(4);
const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: buffer });
worker.unref();
const gate = new Int32Array(buffer);
Atomics.store(gate, 0, 1);
Atomics.notify(gate, 0);
