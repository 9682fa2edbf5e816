// A taker that gives up leaves the queue of takers.
export class PubSub<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  async take(signal: AbortSignal): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise<T>((resolve, reject) => {
      this.takers.push(resolve);
      const leave = (): void => {
        const place = this.takers.indexOf(resolve);
        if (place >= 0) this.takers.splice(place, 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  publish(item: T): void {
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker(item);
  }
}
