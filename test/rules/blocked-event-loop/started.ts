// Loops that turn until a worker has changed memory, on the thread that has started it.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

function start(memory: Int32Array): Worker {
  const worker = new Worker(new URL("./main-thread/worker.ts", import.meta.url), { workerData: memory });
  worker.on("error", (error) => console.error(error));
  return worker;
}

export function spin(memory: Int32Array): void {
  const worker = new Worker(new URL("./main-thread/worker.ts", import.meta.url), { workerData: memory });
  worker.on("error", (error) => console.error(error));
  while (Atomics.load(memory, 0) === 0) {}
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: keeps the thread that has started the worker (line 12) from its event loop
  void worker.terminate();
}

export function pauses(memory: Int32Array): void {
  const worker = new Worker(new URL("./main-thread/worker.ts", import.meta.url), { workerData: memory });
  worker.on("error", (error) => console.error(error));
  for (; Atomics.load(memory, 0) !== 1; ) {
    //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Await a message of the worker, or `Atomics.waitAsync`.
    console.log("waiting");
  }
  void worker.terminate();
}

/** It gives up. */
export function until(memory: Int32Array, end: number): void {
  const worker = new Worker(new URL("./main-thread/worker.ts", import.meta.url), { workerData: memory });
  worker.on("error", (error) => console.error(error));
  while (Atomics.load(memory, 0) === 0 && Date.now() < end) {}
  void worker.terminate();
}

/** The thread has come to its event loop before. */
export async function started(memory: Int32Array): Promise<void> {
  const worker = start(memory);
  await once(worker, "online");
  while (Atomics.load(memory, 0) === 0) {}
  void worker.terminate();
}

/** It looks once. */
export function looks(memory: Int32Array): boolean {
  const worker = start(memory);
  worker.postMessage("look");
  return Atomics.load(memory, 0) === 0;
}
