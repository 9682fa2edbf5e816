import { fork } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

declare function prepare(): Promise<void>;

export async function late(): Promise<unknown> {
  const worker = new Worker(new URL("./answers.ts", import.meta.url));
  await prepare();
  worker.on("error", console.error);
  worker.on("message", console.log);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The `message` event can be over
  return once(worker, "exit");
}

export async function atOnce(): Promise<unknown> {
  const worker = new Worker(new URL("./answers.ts", import.meta.url));
  worker.on("message", console.log);
  const ended = once(worker, "exit");
  await prepare();
  return ended;
}

export async function before(): Promise<unknown> {
  await prepare();
  const worker = new Worker(new URL("./answers.ts", import.meta.url));
  worker.on("message", console.log);
  return once(worker, "exit");
}

/** A process keeps its messages until somebody listens, but not the news of its end. */
export async function child(): Promise<unknown> {
  const process = fork(new URL("./answers.ts", import.meta.url));
  await prepare();
  process.on("message", console.log);
  return once(process, "exit");
//       ^^^^^^^^^^^^^^^^^^^^^ warning: The `exit` event can be over
}

/** The second listener is not the first. */
export async function again(): Promise<unknown> {
  const worker = new Worker(new URL("./answers.ts", import.meta.url));
  worker.on("exit", console.log);
  worker.on("message", console.log);
  await prepare();
  worker.once("message", console.info);
  return worker.terminate();
}
