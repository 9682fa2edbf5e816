// The main thread turns in a loop until the worker is done, and the worker waits for the main thread to do something for it.
import { Worker } from "node:worker_threads";

export function compute(file: string): void {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(file, { workerData: done });
  worker.on("message", (text: string) => console.log(text));
  worker.on("error", (error) => console.error(error));
  while (Atomics.load(done, 0) === 0) {}
  void worker.terminate();
}
