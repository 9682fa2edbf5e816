// A query's flow: cancelling closes all of its streams, and waits for none of them.
type Row = readonly string[];

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

export class Flow {
  private readonly inbound: Channel<Row>[] = [];

  connect(): Channel<Row> {
    const stream = new Channel<Row>(1);
    this.inbound.push(stream);
    return stream;
  }

  cancel(): void {
    for (const stream of this.inbound) stream.close();
  }
}

/** Reads all rows of the right side, then those of the left side. */
export async function join(left: Channel<Row>, right: Channel<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const side of [right, left]) {
    for (;;) {
      const row = await side.take();
      if (row === undefined) return rows;
      if (row.length === 0) break;
      rows.push(row);
    }
  }
  return rows;
}
