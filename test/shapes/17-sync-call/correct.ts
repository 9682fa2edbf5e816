// The worker asks, the main thread answers.
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { ask, serve } from "./primitive";

if (isMainThread) {
  const memory = new SharedArrayBuffer(8);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  serve(worker, new Int32Array(memory), (question) => question.length);
} else {
  console.log(ask(new Int32Array(workerData), "how long?"));
}
