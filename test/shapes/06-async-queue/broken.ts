// Closing it, or emptying it, leaves those who wait.
export class Closed<T> {
  private readonly items: T[] = [];
  private takers: ((item: T) => void)[] = [];
  private closed = false;

  put(item: T): void {
    if (this.closed) return;
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise((resolve) => this.takers.push(resolve));
  }

  clear(): void {
    this.items.length = 0;
    this.takers = [];
//  ^^^^^^^^^^^^^^^^ warning[orphan-queue]: Whoever still waits in `this.takers` is forgotten
  }

  close(): void {
//^^^^^ warning[missing-failure-wakeup]: `close` leaves those alone who still wait in `this.takers`
    this.closed = true;
  }
}

/** Room for one who waits: the second overwrites the first. */
export class Single<T> {
  private readonly items: T[] = [];
  private waiting: ((item: T) => void) | undefined;

  put(item: T): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    if (waiting === undefined) this.items.push(item);
    else waiting(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}
