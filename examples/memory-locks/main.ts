// Two workers, two locks in shared memory, taken in opposite order: each blocks its whole thread.

import { Worker } from "node:worker_threads";

const memory = new SharedArrayBuffer(16);

for (const [name, first, second] of [
  ["left", 0, 1],
  ["right", 1, 0],
] as const) {
  const worker = new Worker(new URL("./diner.ts", import.meta.url), { workerData: { memory, name, first, second } });
  worker.on("exit", () => console.log(`${name} has left`));
}
