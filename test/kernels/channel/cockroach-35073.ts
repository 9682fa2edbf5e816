// An outbox: when it cannot connect nobody takes rows out of its channel, and whoever pushes waits as soon as it is full.
type Row = readonly string[];

interface Sink {
  send(row: Row): Promise<void>;
}

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

export class Outbox {
  private readonly rows = new Channel<Row>(16);

  constructor(private readonly connect: () => Promise<Sink | undefined>) {}

  start(): void {
    void this.run();
  }

  async push(row: Row): Promise<void> {
    await this.rows.put(row);
  }

  private async run(): Promise<void> {
    const sink = await this.connect();
    if (sink === undefined) return;
    for (;;) await sink.send(await this.rows.take());
  }
}
