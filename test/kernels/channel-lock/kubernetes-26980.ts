// A client cache: popping holds the lock while it waits for an item or the stop; stopping takes the lock first.
import { Mutex } from "async-mutex";

class Stop {
  private readonly waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  set(): void {
    for (const wake of this.waiting) wake();
  }
}

export class ProcessQueue {
  private readonly mutex = new Mutex();
  private readonly stop = new Stop();
  private closed = false;

  async pop(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      if (!this.closed) await this.stop.wait();
    });
  }

  async close(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.closed = true;
      this.stop.set();
    });
  }
}
