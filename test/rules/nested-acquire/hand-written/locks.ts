// Locks as people write them. The inside of a lock is not judged by the rules.

export class ChainMutex {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(() => work());
    this.tail = result.catch(() => undefined);
    return result;
  }
}

export class TailLock {
  private tail = Promise.resolve();

  async obtain(): Promise<() => void> {
    let open: () => void = () => {};
    const before = this.tail;
    this.tail = new Promise<void>((resolve) => {
      open = resolve;
    });
    await before;
    return open;
  }
}

export class FlagLock {
  private busy = false;
  private readonly sleepers: (() => void)[] = [];

  async enter(): Promise<void> {
    if (!this.busy) {
      this.busy = true;
      return;
    }
    await new Promise<void>((resolve) => this.sleepers.push(resolve));
  }

  exit(): void {
    const next = this.sleepers.shift();
    if (next) next();
    else this.busy = false;
  }

  async within<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.exit();
    }
  }
}

export class Permits {
  private readonly sleepers: (() => void)[] = [];
  constructor(private free: number) {}

  async take(): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return;
    }
    await new Promise<void>((resolve) => {
      this.sleepers.push(resolve);
    });
  }

  give(): void {
    const next = this.sleepers.shift();
    if (next === undefined) this.free++;
    else next();
  }
}

export function makeLock() {
  let tail = Promise.resolve();
  return {
    async acquire(): Promise<() => void> {
      let release: () => void = () => {};
      const before = tail;
      tail = new Promise<void>((resolve) => {
        release = resolve;
      });
      await before;
      return release;
    },
  };
}

export function serially() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}

/** A queue: its waiters are woken with values. */
export class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise<T>((resolve) => this.takers.push(resolve));
  }

  put(item: T): void {
    const taker = this.takers.shift();
    if (taker) taker(item);
    else this.items.push(item);
  }
}
