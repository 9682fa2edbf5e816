// A balancer leaves its lock before it sends into the channel.
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

export class RoundRobin {
  private readonly mutex = new Mutex();
  private readonly addresses = new Channel<string>(1);
  private connected: string[] = [];

  async notify(address: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.connected.push(address);
    });
    await this.addresses.put(address);
  }

  async watch(): Promise<void> {
    for (;;) {
      await this.mutex.runExclusive(() => {
        this.connected = this.connected.slice(-1);
      });
      console.log(await this.addresses.take());
    }
  }
}
