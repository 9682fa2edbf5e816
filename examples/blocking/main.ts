// Four threads wait for the same time in the four ways there are.

import { Worker } from "node:worker_threads";

for (const name of ["asks again", "blocks", "awaits", "goes on"]) {
  const worker = new Worker(new URL("./waiter.ts", import.meta.url), { name, workerData: name });
  worker.on("message", (text) => console.log(text));
}
