// Two workers count up one cell of shared memory with a plain `++`: both read the same number, and an update gets lost.

import { Worker } from "node:worker_threads";

const memory = new SharedArrayBuffer(8);
const counts = new Int32Array(memory);

const workers = ["left", "right"].map((name) => {
  const worker = new Worker(new URL("./counter.ts", import.meta.url), { name, workerData: memory });
  return new Promise((done) => worker.on("exit", done));
});

await Promise.all(workers);
console.log(`plain ${counts[0]}, atomic ${counts[1]}`);
