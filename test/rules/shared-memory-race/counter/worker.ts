import { workerData } from "node:worker_threads";

const counter = new Int32Array(workerData as SharedArrayBuffer);
for (let i = 0; i < 1000; i++) counter[0]++;
//                             ^^^^^^^^^^ warning: of two updates at the same time one is lost
for (let i = 0; i < 1000; i++) counter[0] = (counter[0] ?? 0) + 1;
//                             ^^^^^^^^^^ warning: Atomics.add(counter, 0, …)
