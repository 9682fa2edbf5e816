// A client cache: popping waits outside of the lock.
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
    const closed = await this.mutex.runExclusive(() => this.closed);
    if (!closed) await this.stop.wait();
  }

  async close(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.closed = true;
      this.stop.set();
    });
  }
}
