import { workerData } from "node:worker_threads";

const done = new Int32Array(workerData as SharedArrayBuffer);
Atomics.store(done, 0, 1);
Atomics.notify(done, 0);
