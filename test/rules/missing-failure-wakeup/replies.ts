import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Worker } from "node:worker_threads";

export function ask(worker: Worker, question: string): Promise<string> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: if the worker throws or exits before it answers, ask waits for ever
    worker.once("message", resolve);
    worker.postMessage(question);
  });
}

export function askChild(question: string): Promise<unknown> {
  const child = fork(new URL("./answers.ts", import.meta.url));
  child.send(question);
  return once(child, "message");
//       ^^^^^^^^^^^^^^^^^^^^^^ warning: if the child process exits before it answers
}

export async function first(helper: Worker): Promise<unknown> {
  return once(helper, "message");
//       ^^^^^^^^^^^^^^^^^^^^^^^ information: if the worker exits before it answers
}
