// A compactor: it starts to read its channel, and then puts the first wake-up into it.
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

  /** Only where nobody has to wait. */
  offer(item: T): void {
    const taker = this.takers.shift();
    if (taker !== undefined) taker(item);
    else if (this.items.length < this.capacity) this.items.push(item);
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

export class Compactor {
  private readonly wakeups = new Channel<void>(1);
  private readonly suggested: string[] = [];

  suggest(range: string): void {
    this.suggested.push(range);
    this.wakeups.offer();
  }

  async start(): Promise<void> {
    void this.run();
    await this.wakeups.put();
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.wakeups.take();
      for (const range of this.suggested.splice(0)) console.log(`compacts ${range}`);
    }
  }
}
