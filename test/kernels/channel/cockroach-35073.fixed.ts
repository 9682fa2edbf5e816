// An outbox: when it cannot connect it closes its channel, so that whoever pushes goes on.
type Row = readonly string[];

interface Sink {
  send(row: Row): Promise<void>;
}

class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T | undefined) => void)[] = [];
  private readonly putters: (() => void)[] = [];
  private closed = false;

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    if (this.closed) return;
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return;
    }
    if (this.items.length >= this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
    this.items.push(item);
  }

  async take(): Promise<T | undefined> {
    const item = this.items.shift();
    if (item !== undefined) {
      this.putters.shift()?.();
      return item;
    }
    if (this.closed) return undefined;
    return new Promise((resolve) => this.takers.push(resolve));
  }

  close(): void {
    this.closed = true;
    for (const taker of this.takers.splice(0)) taker(undefined);
    for (const putter of this.putters.splice(0)) putter();
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
    if (sink === undefined) {
      this.rows.close();
      return;
    }
    for (;;) {
      const row = await this.rows.take();
      if (row === undefined) return;
      await sink.send(row);
    }
  }
}
