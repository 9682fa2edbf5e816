// Requests to a worker, each known by its number until the answer comes, or until the worker is gone.
import { Worker } from "node:worker_threads";

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Requests {
  private readonly worker = new Worker(new URL("./worker.js", import.meta.url));
  private readonly pending = new Map<number, Pending>();
  private last = 0;

  constructor() {
    this.worker.on("message", ({ id, value }: { id: number; value: unknown }) => {
      this.pending.get(id)?.resolve(value);
      this.pending.delete(id);
    });
    this.worker.on("error", (error) => this.fail(error));
    this.worker.on("exit", () => this.fail(new Error("gone")));
  }

  ask(question: string): Promise<unknown> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ id, question });
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
