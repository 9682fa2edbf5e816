// The main thread is told by an event.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

export async function compute(file: string): Promise<void> {
  const worker = new Worker(file);
  worker.on("message", (text: string) => console.log(text));
  await once(worker, "exit");
}
