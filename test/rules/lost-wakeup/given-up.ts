// Whoever gives up stays in the list, and is handed what somebody else waits for.

export class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: { resolve(item: T): void; reject(error: unknown): void }[] = [];

  take(signal: AbortSignal): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise<T>((resolve, reject) => {
      this.takers.push({ resolve, reject });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
//                                           ^^^^^^^^^^^^^^^^^^^^^ warning: stays in `this.takers` (line 11): Channel.put takes him for one who waits
    });
  }

  put(item: T): void {
    const taker = this.takers.shift();
    if (taker) taker.resolve(item);
    else this.items.push(item);
  }
}

export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  acquire(ms: number): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      setTimeout(() => {
        reject(new Error("late"));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: hands him the next thing at line 46, which nobody gets
      }, ms);
    });
  }

  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }
}
