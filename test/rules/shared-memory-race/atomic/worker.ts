import { workerData } from "node:worker_threads";

const counter = new Int32Array(workerData as SharedArrayBuffer);
for (let i = 0; i < 1000; i++) Atomics.add(counter, 0, 1);
