// A channel with a queue of those who wait.
export class AsyncChannel<T> {
  private readonly items: T[] = [];
  private readonly waiting: ((item: T) => void)[] = [];

  async next(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise<T>((resolve) => {
      this.waiting.push(resolve);
    });
  }

  push(item: T): void {
    const waiting = this.waiting.shift();
    if (waiting === undefined) this.items.push(item);
    else waiting(item);
  }
}
