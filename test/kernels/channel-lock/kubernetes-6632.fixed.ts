// A framed connection: a frame that resets is announced after the write lock was released.
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

export class Connection {
  private readonly writes = new Mutex();
  private readonly resets = new Channel<number>(2);

  async writeFrame(frame: number): Promise<void> {
    const release = await this.writes.acquire();
    release();
    if (frame === 0) await this.resets.put(frame);
  }

  async monitor(): Promise<void> {
    for (;;) {
      const release = await this.writes.acquire();
      console.log("timeout reset");
      release();
      console.log(await this.resets.take());
    }
  }
}
