// Locks made of deferreds.

export class Latched {
  private tail: Promise<void> = Promise.resolve();

  async obtain(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.tail;
    this.tail = promise;
    await before;
    return resolve;
  }
}

export class Flagged {
  private busy = false;
  private readonly sleepers: PromiseWithResolvers<void>[] = [];

  async enter(): Promise<void> {
    if (!this.busy) {
      this.busy = true;
      return;
    }
    const turn = Promise.withResolvers<void>();
    this.sleepers.push(turn);
    await turn.promise;
  }

  exit(): void {
    const next = this.sleepers.shift();
    if (next) next.resolve();
    else this.busy = false;
  }
}

/** A queue: its waiters are woken with values. */
export class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: PromiseWithResolvers<T>[] = [];
  private open = 0;

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    this.open++;
    if (this.open > 9) throw new Error("too many");
    const taker = Promise.withResolvers<T>();
    this.takers.push(taker);
    return taker.promise;
  }

  put(item: T): void {
    const taker = this.takers.shift();
    if (taker) {
      this.open--;
      taker.resolve(item);
    } else this.items.push(item);
  }
}
