import { Worker } from "node:worker_threads";

const done = new Int32Array(new SharedArrayBuffer(4));

export function runToEnd(): void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: done.buffer });
  worker.unref();
  while (Atomics.load(done, 0) === 0) Atomics.wait(done, 0, 0);
//                                    ^^^^^^^^^^^^^^^^^^^^^^^^ information: The main thread stops here
}
