// A worker asks the main thread and sleeps until the answer is there; the flag is reset before the question is sent.
import { parentPort } from "node:worker_threads";
import type { Worker } from "node:worker_threads";

export function ask(cells: Int32Array, question: string): number {
  Atomics.store(cells, 0, 0);
  parentPort?.postMessage(question);
  while (Atomics.load(cells, 0) === 0) Atomics.wait(cells, 0, 0);
  return Atomics.load(cells, 1);
}

export function serve(worker: Worker, cells: Int32Array, answer: (question: string) => number): void {
  worker.on("message", (question: string) => {
    try {
      Atomics.store(cells, 1, answer(question));
    } finally {
      Atomics.store(cells, 0, 1);
      Atomics.notify(cells, 0);
    }
  });
}
