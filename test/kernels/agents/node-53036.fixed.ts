// The process shall not wait for the worker, which is said after the listeners.
import { Worker } from "node:worker_threads";

export function watch(file: string): void {
  const worker = new Worker(file);
  worker.on("error", (error) => console.error(error));
  worker.on("message", (text: string) => console.log(text));
  worker.unref();
}

watch("./watcher.js");
