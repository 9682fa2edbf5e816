// Two threads compute, two wait for input: compare with and without "one thread per process".

import { Worker } from "node:worker_threads";

for (const name of ["computes 1", "computes 2", "waits 1", "waits 2"]) {
  const worker = new Worker(new URL("./work.ts", import.meta.url), { name, workerData: name });
  worker.on("message", (text) => console.log(text));
}
