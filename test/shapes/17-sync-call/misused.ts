// The main thread sleeps until the worker is done, and the worker until the main thread has answered.
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { ask, serve } from "./primitive";

if (isMainThread) {
  const memory = new SharedArrayBuffer(16);
  const cells = new Int32Array(memory);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  serve(worker, cells, (question) => question.length);
  Atomics.wait(cells, 2, 0);
//^^^^^^^^^^^^^^^^^^^^^^^^^ information[blocked-event-loop]: The main thread stops here until `cells[2]` is notified
//^^^^^^^^^^^^^^^^^^^^^^^^^ information[wait-not-in-loop]: misused.ts goes on after any wake-up of `cells[2]`
} else {
  const cells = new Int32Array(workerData);
  console.log(ask(cells, "how long?"));
  Atomics.store(cells, 2, 1);
  Atomics.notify(cells, 2);
}
