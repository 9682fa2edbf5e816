// The main thread sends its first message and then sleeps until the answer: it serves nothing of what the worker needs from it.
import { Worker } from "node:worker_threads";

export function ask(file: string): number {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(file);
  worker.postMessage({ shared });
  Atomics.wait(shared, 0, 0);
  return Atomics.load(shared, 0);
}
