// All the work that is kept in a list is waited for under the lock that it needs.
import { Mutex } from "async-mutex";

export class Pool {
  private readonly mutex = new Mutex();
  private readonly workers: Promise<void>[] = [];
  private stopping = false;

  start(): void {
    this.workers.push(this.work());
  }

  private async work(): Promise<void> {
    while (!this.stopping) await this.mutex.runExclusive(() => console.log("turn"));
  }

  async stop(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.stopping = true;
      await Promise.all(this.workers);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: waits for `this.workers[…]` while `this.mutex` is held (since line 18), and the work behind it needs that lock first (Pool.work, line 14)
    });
  }
}

/** The work takes no lock. */
export class Free {
  private readonly mutex = new Mutex();
  private readonly workers: Promise<void>[] = [];

  start(): void {
    this.workers.push(this.work());
  }

  private async work(): Promise<void> {
    await fetch("https://example.org");
  }

  async stop(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await Promise.all(this.workers);
    });
  }
}

/** The lock is released before all of them are waited for. */
export class Released {
  private readonly mutex = new Mutex();
  private readonly workers: Promise<void>[] = [];
  private stopping = false;

  start(): void {
    this.workers.push(this.work());
  }

  private async work(): Promise<void> {
    while (!this.stopping) await this.mutex.runExclusive(() => console.log("turn"));
  }

  async stop(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.stopping = true;
    });
    await Promise.all(this.workers);
  }
}
