// The process shall not wait for the worker; the first listener for its messages, which comes later, makes it wait again.
import { Worker } from "node:worker_threads";

export function watch(file: string): void {
  const worker = new Worker(file);
  worker.on("error", (error) => console.error(error));
  worker.unref();
  worker.on("message", (text: string) => console.log(text));
}

watch("./watcher.js");
