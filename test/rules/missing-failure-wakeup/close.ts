export class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];
  private closed = false;

  put(item: T): void {
    if (this.closed) throw new Error("closed");
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker(item);
  }

  async take(): Promise<T> {
    const [first] = this.items.splice(0, 1);
    if (first !== undefined) return first;
    return new Promise((resolve) => this.takers.push(resolve));
  }

  close(): void {
//^^^^^ warning: `close` leaves those alone who still wait in `this.takers`
    this.closed = true;
  }
}

export class Told<T> {
  private readonly items: T[] = [];
  private takers: ((item: T | undefined) => void)[] = [];
  private closed = false;

  put(item: T): void {
    if (this.closed) throw new Error("closed");
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker(item);
  }

  async take(): Promise<T | undefined> {
    const [first] = this.items.splice(0, 1);
    if (first !== undefined || this.closed) return first;
    return new Promise((resolve) => this.takers.push(resolve));
  }

  close(): void {
    this.closed = true;
    const takers = this.takers;
    this.takers = [];
    for (const taker of takers) taker(undefined);
  }
}
