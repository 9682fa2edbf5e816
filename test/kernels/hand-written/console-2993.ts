// A channel with a place for one who waits: the second one takes it from the first, who waits for ever.
export class AsyncChannel<T> {
  private readonly items: T[] = [];
  private waiting: ((item: T) => void) | undefined;

  async next(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise<T>((resolve) => {
      this.waiting = resolve;
    });
  }

  push(item: T): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting === undefined) this.items.push(item);
    else waiting(item);
  }
}
