// A worker's answer is waited for; when the worker ends without one, nobody is told.
import { Worker } from "node:worker_threads";

export async function runTask(file: string, task: string): Promise<unknown> {
  const worker = new Worker(file);
  const answer = new Promise<unknown>((resolve) => worker.once("message", resolve));
  worker.postMessage(task);
  const result = await answer;
  await worker.terminate();
  return result;
}
