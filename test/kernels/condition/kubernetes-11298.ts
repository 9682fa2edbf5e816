// A scheduler: a waiter holds the lock of the state while it waits for a change, and whoever changes the state takes that lock first.
import { Mutex } from "async-mutex";

class Condition {
  private waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  broadcast(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

export class Process {
  private readonly mutex = new Mutex();
  private readonly changed = new Condition();
  private state: "new" | "running" | "ended" = "new";

  async end(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.state = "ended";
      this.changed.broadcast();
    });
  }

  async onceEnded(report: (state: string) => void): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      while (this.state !== "ended") await this.changed.wait();
      report(this.state);
    } finally {
      release();
    }
  }
}
