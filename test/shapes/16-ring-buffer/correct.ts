// The main thread only writes what there is room for; the worker reads.
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { Ring } from "./primitive";

if (isMainThread) {
  const memory = new SharedArrayBuffer(1024);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const ring = new Ring(memory, 100);
  for (let at = 0; at < 10; at++) ring.push(at);
  worker.on("exit", () => console.log("done"));
} else {
  const ring = new Ring(workerData, 100);
  for (let at = 0; at < 10; at++) console.log(ring.pop());
}
