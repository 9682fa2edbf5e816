// A worker sleeps until its question is answered, and is asked back meanwhile.
import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import * as Comlink from "comlink";

interface Api {
  numbers(): readonly number[];
}

export function ask(post: (question: string) => void, answer: Int32Array): number {
  post("how many?");
  while (Atomics.load(answer, 0) === 0) Atomics.wait(answer, 0, 0);
  return Atomics.load(answer, 0);
}

export function serve(worker: Worker, answer: Int32Array): void {
  worker.on("exit", (code) => console.log(code));
  worker.on("message", async () => {
    worker.postMessage("of what?");
    const [numbers] = await once(worker, "message");
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: which only `worker` itself can answer, and wakes it afterwards (line 23)
    Atomics.store(answer, 0, numbers.length);
    Atomics.notify(answer, 0);
  });
}

export function serveApi(worker: globalThis.Worker, answer: Int32Array): void {
  const api = Comlink.wrap<Api>(worker);
  worker.onerror = (event) => console.error(event.message);
  worker.onmessage = async () => {
    const numbers = await api.numbers();
    //              ^^^^^^^^^^^^^^^^^^^ warning: Possible deadlock: this handler of a message of `worker` waits for `api.numbers()`
    Atomics.store(answer, 0, numbers.length);
    Atomics.notify(answer, 0);
  };
}

/** Another worker is asked. */
export function serveByOther(worker: Worker, other: Worker, answer: Int32Array): void {
  worker.on("exit", (code) => console.log(code));
  other.on("exit", (code) => console.log(code));
  worker.on("message", async () => {
    other.postMessage("of what?");
    const [numbers] = await once(other, "message");
    Atomics.store(answer, 0, numbers.length);
    Atomics.notify(answer, 0);
  });
}

/** It is woken first. */
export function serveAfterwards(worker: Worker, answer: Int32Array): void {
  worker.on("exit", (code) => console.log(code));
  worker.on("message", async (numbers: readonly number[]) => {
    Atomics.store(answer, 0, numbers.length);
    Atomics.notify(answer, 0);
    worker.postMessage("of what?");
    console.log(await once(worker, "message"));
  });
}
