// Nobody answers for a worker that is gone; and what was asked is forgotten.
import { Worker } from "node:worker_threads";

export class Deaf {
  private readonly worker = new Worker(new URL("./worker.js", import.meta.url));
  private readonly pending = new Map<number, (value: unknown) => void>();
  private last = 0;

  constructor() {
    this.worker.on("message", ({ id, value }: { id: number; value: unknown }) => {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[missing-failure-wakeup]: Only messages of `this.worker` settle what waits in `this.pending`
      this.pending.get(id)?.(value);
      this.pending.delete(id);
    });
  }

  ask(question: string): Promise<unknown> {
    const id = ++this.last;
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      this.worker.postMessage({ id, question });
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

export class Forgotten {
  private readonly pending = new Map<number, (value: string) => void>();
  private last = 0;

  constructor(private readonly send: (id: number, question: string) => void) {}

  ask(question: string): Promise<string> {
    const id = ++this.last;
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      this.send(id, question);
    });
  }

  answer(id: number, value: string): void {
    this.pending.get(id)?.(value);
    this.pending.delete(id);
  }

  reset(): void {
    this.pending.clear();
//  ^^^^^^^^^^^^^^^^^^^^ warning[orphan-queue]: Whoever still waits in `this.pending` is forgotten
  }
}
