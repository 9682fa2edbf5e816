// One patient thread, and busy ones that keep coming: each 3 ms of computing, a new one every 1 ms.

import { Worker } from "node:worker_threads";

for (const name of ["busy 1", "low", "busy 2", "busy 3", "busy 4", "busy 5"]) {
  const worker = new Worker(new URL("./job.ts", import.meta.url), { name, workerData: name });
  worker.on("message", (text) => console.log(text));
  await new Promise((done) => setTimeout(done, 1));
}
