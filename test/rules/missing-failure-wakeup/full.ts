// Tasks that go on filling a buffer, and whoever empties it may leave before the end.
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

async function fill(lines: readonly string[], channel: Channel<string>): Promise<void> {
  for (const line of lines) await channel.put(line);
  //                              ^^^^^^^^^^^^^^^^^ warning: only find ends what waits in `channel`, and when it returns at line 51 nobody does any more
  channel.close();
  console.log("all lines are read");
}

export async function find(lines: readonly string[], wanted: () => boolean): Promise<string | undefined> {
  const channel = new Channel<string>(4);
  void fill(lines, channel);
  for (let line = await channel.take(); line !== undefined; line = await channel.take()) {
    if (wanted()) return line;
  }
  return undefined;
}

async function fillOne(line: string, channel: Channel<string>): Promise<void> {
  await channel.put(line);
  console.log("there is room for one");
}

/** It fits. */
export async function one(line: string, wanted: () => boolean): Promise<string | undefined> {
  const channel = new Channel<string>(1);
  void fillOne(line, channel);
  for (;;) {
    if (wanted()) return undefined;
    const found = await channel.take();
    if (found !== undefined) return found;
  }
}

async function fillOn(lines: readonly string[], channel: Channel<string>): Promise<void> {
  for (const line of lines) await channel.put(line);
  channel.close();
  console.log("all lines are read");
}

/** It closes the channel on its way out. */
export async function findAndClose(lines: readonly string[], wanted: () => boolean): Promise<string | undefined> {
  const channel = new Channel<string>(4);
  void fillOn(lines, channel);
  try {
    for (let line = await channel.take(); line !== undefined; line = await channel.take()) if (wanted()) return line;
  } finally {
    channel.close();
  }
  return undefined;
}
