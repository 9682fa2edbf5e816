// A watch multiplexer: distributing sends to each watcher after it released the lock.
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

export class Mux {
  private readonly lock = new Mutex();
  private readonly watchers = new Map<number, Watcher>();

  watch(id: number): Watcher {
    const watcher = new Watcher(this, id);
    this.watchers.set(id, watcher);
    return watcher;
  }

  async distribute(event: string): Promise<void> {
    const watchers = await this.lock.runExclusive(() => [...this.watchers.values()]);
    for (const watcher of watchers) await watcher.result.put(event);
  }

  async remove(id: number): Promise<void> {
    await this.lock.runExclusive(() => {
      this.watchers.delete(id);
    });
  }
}

export class Watcher {
  readonly result = new Channel<string>(1);

  constructor(
    private readonly mux: Mux,
    private readonly id: number,
  ) {}

  async stop(): Promise<void> {
    await this.mux.remove(this.id);
    console.log(await this.result.take());
  }
}
