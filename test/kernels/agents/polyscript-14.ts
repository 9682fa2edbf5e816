// A worker sleeps until the main thread has called a function for it, and that function asks the worker for something.
import * as Comlink from "comlink";

interface Api {
  bar(): number;
}

export function callMain(port: MessagePort, answer: Int32Array): number {
  port.postMessage({ call: "foo" });
  while (Atomics.load(answer, 0) === 0) Atomics.wait(answer, 0, 0);
  return Atomics.load(answer, 0);
}

export function serve(worker: Worker, answer: Int32Array): void {
  const api = Comlink.wrap<Api>(worker);
  worker.addEventListener("error", (event) => console.error(event.message));
  worker.addEventListener("message", async () => {
    const value = await api.bar();
    Atomics.store(answer, 0, value);
    Atomics.notify(answer, 0);
  });
}
