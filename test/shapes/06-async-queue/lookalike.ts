// A list with a bound that nobody waits for.
export class Recent<T> {
  private readonly items: T[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    if (this.items.length >= this.capacity) this.items.shift();
    this.items.push(item);
  }

  async take(): Promise<T | undefined> {
    return this.items.shift();
  }
}

export async function fill(recent: Recent<number>): Promise<void> {
  const own = new Recent<number>(2);
  for (let at = 0; at < 10; at++) await own.put(at);
  for (let at = 0; at < 10; at++) await recent.put((await own.take()) ?? at);
}
