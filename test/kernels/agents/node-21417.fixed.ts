// The main thread waits without sleeping.
import { Worker } from "node:worker_threads";

export async function ask(file: string): Promise<number> {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(file);
  worker.postMessage({ shared });
  const waited = Atomics.waitAsync(shared, 0, 0, 10_000);
  if (waited.async) await waited.value;
  await worker.terminate();
  return Atomics.load(shared, 0);
}
