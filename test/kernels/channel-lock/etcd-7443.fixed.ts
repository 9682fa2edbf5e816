// A client balancer: notifying releases the lock of the connection before it waits for its reader.
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

export class Balancer {
  private readonly locks = new Map<string, Mutex>();
  private readonly notices = new Channel<string>(1);

  private lockOf(address: string): Mutex {
    let lock = this.locks.get(address);
    if (lock === undefined) {
      lock = new Mutex();
      this.locks.set(address, lock);
    }
    return lock;
  }

  async notify(address: string): Promise<void> {
    await this.lockOf(address).runExclusive(() => console.log(address));
    await this.notices.put(address);
  }

  async close(address: string): Promise<void> {
    const release = await this.lockOf(address).acquire();
    release();
    console.log(await this.notices.take());
  }
}
