import type { Worker } from "node:worker_threads";

type Answer = { id: number; value: string };

export class Client {
  private readonly pending = new Map<number, (value: string) => void>();
  private next = 0;

  constructor(private readonly worker: Worker) {
    worker.on("message", ({ id, value }: Answer) => {
//  ^^^^^^^^ warning: if the worker throws or exits before it answers, Client.ask (line 19) waits for ever
      this.pending.get(id)?.(value);
      this.pending.delete(id);
    });
  }

  ask(question: string): Promise<string> {
    return new Promise((resolve) => {
      this.pending.set(this.next, resolve);
      this.worker.postMessage({ id: this.next++, question });
    });
  }
}

export class Careful {
  private readonly pending = new Map<number, { resolve: (value: string) => void; reject: (error: Error) => void }>();
  private next = 0;

  constructor(private readonly worker: Worker) {
    worker.on("message", ({ id, value }: Answer) => {
      this.pending.get(id)?.resolve(value);
      this.pending.delete(id);
    });
    worker.on("error", (error: Error) => this.fail(error));
    worker.on("exit", () => this.fail(new Error("the worker exited")));
  }

  ask(question: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.pending.set(this.next, { resolve, reject });
      this.worker.postMessage({ id: this.next++, question });
    });
  }

  private fail(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
