// A worker hands over what the main thread needs along with the question.
export function callMain(port: MessagePort, bar: number, answer: Int32Array): number {
  port.postMessage({ call: "foo", bar });
  while (Atomics.load(answer, 0) === 0) Atomics.wait(answer, 0, 0);
  return Atomics.load(answer, 0);
}

export function serve(worker: Worker, answer: Int32Array): void {
  worker.addEventListener("error", (event) => console.error(event.message));
  worker.addEventListener("message", ({ data }: MessageEvent<{ bar: number }>) => {
    Atomics.store(answer, 0, data.bar);
    Atomics.notify(answer, 0);
  });
}
