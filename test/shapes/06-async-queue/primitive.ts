// Queues whose takers wait while they are empty, and whose putters wait while they are full.

export class Mailbox<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  put(item: T): void {
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise((resolve) => this.takers.push(resolve));
  }
}

export class Bounded<T> {
  private readonly items: T[] = [];
  private readonly takers: (() => void)[] = [];
  private readonly putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    while (this.items.length >= this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
    this.items.push(item);
    this.takers.shift()?.();
  }

  async take(): Promise<T> {
    while (this.items.length === 0) await new Promise<void>((resolve) => this.takers.push(resolve));
    const [item] = this.items.splice(0, 1);
    this.putters.shift()?.();
    if (item === undefined) throw new Error("empty");
    return item;
  }
}
