// Somebody hears of the other side's end, or the wait ends by itself.
import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Worker } from "node:worker_threads";

export function ask(worker: Worker, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`exit ${code}`)));
    worker.postMessage(question);
  });
}

export function askInTime(worker: Worker, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    setTimeout(reject, 1000, new Error("no answer"));
    worker.once("message", resolve);
    worker.postMessage(question);
  });
}

export function askChild(child: ChildProcess): Promise<unknown> {
  return Promise.race([once(child, "message"), once(child, "exit")]);
}

export function askUnless(child: ChildProcess, signal: AbortSignal): Promise<unknown> {
  return once(child, "message", { signal });
}
