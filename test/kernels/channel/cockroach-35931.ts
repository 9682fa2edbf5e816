// A query's flow: cancelling tells its streams one after the other, waits at the first one that is full, and the one that is read is never told.
type Row = readonly string[] | "cancelled";

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

export class Flow {
  private readonly inbound: Channel<Row>[] = [];

  connect(): Channel<Row> {
    const stream = new Channel<Row>(1);
    this.inbound.push(stream);
    return stream;
  }

  async cancel(): Promise<void> {
    for (const stream of this.inbound) await stream.put("cancelled");
  }
}

/** Reads all rows of the right side, then those of the left side. */
export async function join(left: Channel<Row>, right: Channel<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const side of [right, left]) {
    for (;;) {
      const row = await side.take();
      if (row === "cancelled") return rows;
      if (row.length === 0) break;
      rows.push(row);
    }
  }
  return rows;
}
