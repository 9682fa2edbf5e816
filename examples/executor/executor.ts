// An executor on worker threads: jobs in turns, and a shutdown that waits for all of them.

import { Worker } from "node:worker_threads";

interface Answer {
  readonly id: number;
  readonly result: number;
}

export class Executor {
  readonly #workers: Worker[];
  readonly #open = new Map<number, (result: number) => void>();
  #jobs = 0;

  constructor(size: number) {
    this.#workers = Array.from({ length: size }, (_, index) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { name: `executor-${index + 1}` });
      worker.on("message", ({ id, result }: Answer) => {
        this.#open.get(id)?.(result);
        this.#open.delete(id);
      });
      return worker;
    });
  }

  submit(number: number): Promise<number> {
    const id = this.#jobs++;
    return new Promise((done) => {
      this.#open.set(id, done);
      this.#workers[id % this.#workers.length]?.postMessage({ id, number });
    });
  }

  async shutdown(): Promise<void> {
    while (this.#open.size > 0) await new Promise((done) => setTimeout(done, 1));
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
