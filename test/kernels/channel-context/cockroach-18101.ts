// A restore: the scattering task puts entries into a bounded channel; the importer stops reading it when the context ends.
class Channel<T> {
  private readonly items: T[] = [];
  private takers: ((item: T | undefined) => void)[] = [];
  private putters: (() => void)[] = [];
  private closed = false;

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    if (this.closed) return;
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return;
    }
    this.items.push(item);
    if (this.items.length > this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
  }

  /** `undefined`: it is closed and empty. */
  async take(): Promise<T | undefined> {
    const item = this.items.shift();
    if (item !== undefined || this.closed) {
      this.putters.shift()?.();
      return item;
    }
    return new Promise<T | undefined>((resolve) => this.takers.push(resolve));
  }

  close(): void {
    this.closed = true;
    const { takers, putters } = this;
    this.takers = [];
    this.putters = [];
    for (const taker of takers) taker(undefined);
    for (const putter of putters) putter();
  }
}

async function splitAndScatter(entries: readonly string[], ready: Channel<string>): Promise<void> {
  for (const entry of entries) await ready.put(entry);
  ready.close();
}

export async function restore(entries: readonly string[], signal: AbortSignal): Promise<number> {
  const ready = new Channel<string>(2);
  let imported = 0;
  const scattered = splitAndScatter(entries, ready).then(() => console.log("all entries are scattered"));
  for (let entry = await ready.take(); entry !== undefined; entry = await ready.take()) {
    if (signal.aborted) return imported;
    imported++;
  }
  await scattered;
  return imported;
}
