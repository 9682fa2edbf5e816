// A status manager: the setter sends after it released its lock.
import { Mutex } from "async-mutex";

class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];
  private readonly putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return;
    }
    if (this.items.length >= this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
    this.items.push(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) {
      this.putters.shift()?.();
      return item;
    }
    return new Promise<T>((resolve) => this.takers.push(resolve));
  }
}

export class StatusManager {
  private readonly mutex = new Mutex();
  private readonly statuses = new Map<string, string>();
  private readonly syncs = new Channel<string>(1);

  start(): void {
    void this.loop();
  }

  private async loop(): Promise<void> {
    for (;;) {
      const pod = await this.syncs.take();
      await this.delete(pod);
    }
  }

  private async delete(pod: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.statuses.delete(pod);
    });
  }

  async set(pod: string, status: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.statuses.set(pod, status);
    });
    await this.syncs.put(pod);
  }
}
