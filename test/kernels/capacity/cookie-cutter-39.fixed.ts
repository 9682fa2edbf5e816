// Messages that have to be processed again wait in a list without a bound.
class BoundedQueue<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];
  private readonly putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) return taker(item);
    while (this.items.length >= this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
    this.items.push(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item === undefined) return new Promise((resolve) => this.takers.push(resolve));
    this.putters.shift()?.();
    return item;
  }
}

export class ConcurrentProcessor {
  private readonly input = new BoundedQueue<string>(100);
  private readonly again: string[] = [];

  async receive(message: string): Promise<void> {
    await this.input.put(message);
  }

  async process(handle: (message: string) => Promise<boolean>): Promise<void> {
    for (;;) {
      const message = this.again.shift() ?? (await this.input.take());
      if (!(await handle(message))) this.again.push(message);
    }
  }
}
