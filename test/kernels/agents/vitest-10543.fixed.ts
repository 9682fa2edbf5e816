// A worker's answer is waited for, or its end.
import { Worker } from "node:worker_threads";

export async function runTask(file: string, task: string): Promise<unknown> {
  const worker = new Worker(file);
  const answer = new Promise<unknown>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  worker.postMessage(task);
  const result = await answer;
  await worker.terminate();
  return result;
}
