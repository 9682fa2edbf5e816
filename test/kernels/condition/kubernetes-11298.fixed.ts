// A scheduler: a waiter lets go of the lock of the state while it waits for a change.
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
    for (;;) {
      const release = await this.mutex.acquire();
      const change = this.changed.wait();
      try {
        if (this.state === "ended") {
          report(this.state);
          return;
        }
      } finally {
        release();
      }
      await change;
    }
  }
}
