import { workerData } from "node:worker_threads";

const gate = new Int32Array(workerData as SharedArrayBuffer);
while (Atomics.load(gate, 0) === 0) Atomics.wait(gate, 0, 0);
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is no `Atomics.notify` in the program
