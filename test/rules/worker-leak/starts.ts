import { once } from "node:events";
import { Worker } from "node:worker_threads";

const url = new URL("./echo.ts", import.meta.url);

export function leak(text: string, answer: (text: string) => void): void {
  const worker = new Worker(url);
//               ^^^^^^^^^^^^^^^ warning: Each call of leak leaves a worker behind
  worker.on("error", console.error);
  worker.on("message", answer);
  worker.postMessage(text);
}

export function drop(): void {
  new Worker(url);
//^^^^^^^^^^^^^^^ warning: Each call of drop leaves a worker behind
}

export async function ended(text: string): Promise<string> {
  const worker = new Worker(url);
  worker.on("exit", console.log);
  worker.postMessage(text);
  const [answer] = (await once(worker, "message")) as [string];
  await worker.terminate();
  return answer;
}

export function handed(): Worker {
  const worker = new Worker(url);
  worker.on("error", console.error);
  return worker;
}

/** It ends by itself. */
export function short(): void {
  new Worker(new URL("./once.ts", import.meta.url));
}

export function unrefedTooEarly(answer: (text: string) => void): void {
  const worker = new Worker(url);
  worker.unref();
  worker.on("message", answer);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: takes back the `unref()` of line 41
}

export function unrefed(answer: (text: string) => void): void {
  const worker = new Worker(url);
  worker.on("message", answer);
  worker.unref();
}
