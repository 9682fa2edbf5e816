// A taker that gives up stays in the queue of takers, and what comes next is handed to him.
export class PubSub<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  async take(signal: AbortSignal): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise<T>((resolve, reject) => {
      this.takers.push(resolve);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  publish(item: T): void {
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker(item);
  }
}
