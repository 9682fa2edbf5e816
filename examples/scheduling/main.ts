// Four jobs of different lengths on the CPUs, first come, first served: compare the policies to see who waits how long under which.

import { Worker } from "node:worker_threads";

// Each is started a little later than the one before; the last ones are short.
const jobs = [
  { name: "long", cost: 8000 },
  { name: "middle", cost: 4000 },
  { name: "short", cost: 2000 },
  { name: "tiny", cost: 1000 },
];

for (const { name, cost } of jobs) {
  const worker = new Worker(new URL("./job.ts", import.meta.url), { name, workerData: { name, cost } });
  worker.on("message", (text) => console.log(text));
}
