// The answer is announced before it is there.
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

if (isMainThread) {
  const memory = new SharedArrayBuffer(8);
  const cells = new Int32Array(memory);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  worker.on("message", (question: string) => {
    Atomics.notify(cells, 0);
//  ^^^^^^^^^^^^^^^^^^^^^^^^ warning[lost-wakeup]: Waiters for `cells[0]` are woken before its value changes
    Atomics.store(cells, 0, question.length);
  });
} else {
  const cells = new Int32Array(workerData);
  parentPort?.postMessage("how long?");
  while (Atomics.load(cells, 0) === 0) Atomics.wait(cells, 0, 0);
  console.log(Atomics.load(cells, 0));
}
