// A pool of threads: a job goes to the first that is free, or waits for one.

import { Worker } from "node:worker_threads";

interface Waiting {
  readonly job: number;
  done(result: number): void;
}

export class Pool {
  readonly #free: Worker[] = [];
  readonly #workers: Worker[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #running = new Map<Worker, Waiting>();

  constructor(size: number) {
    for (let index = 1; index <= size; index++) {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { name: `pool-${index}` });
      worker.on("message", (result: number) => {
        this.#running.get(worker)?.done(result);
        this.#running.delete(worker);
        this.#free.push(worker);
        this.#next();
      });
      this.#workers.push(worker);
      this.#free.push(worker);
    }
  }

  apply(job: number): Promise<number> {
    return new Promise((done) => {
      this.#waiting.push({ job, done });
      this.#next();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #next(): void {
    const worker = this.#free[0];
    const waiting = this.#waiting[0];
    if (worker === undefined || waiting === undefined) return;
    this.#free.shift();
    this.#waiting.shift();
    this.#running.set(worker, waiting);
    worker.postMessage(waiting.job);
  }
}
