// Counts that go wrong where a place is handed to somebody who waits.

export class FreedTwice {
  private readonly waiting: (() => void)[] = [];

  constructor(private permits: number) {}

  async acquire(): Promise<void> {
    if (this.permits > 0) {
      this.permits--;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: although FreedTwice.release frees it and wakes him
  }

  release(): void {
    this.permits++;
    const next = this.waiting.shift();
    if (next) next();
  }
}

export class TakenLater {
  private locked = false;
  private readonly waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.locked) await new Promise<void>((resolve) => this.waiting.push(resolve));
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: takes `this.locked` only when he goes on
    this.locked = true;
    try {
      return await work();
    } finally {
      this.locked = false;
      this.waiting.shift()?.();
    }
  }
}

/** A place is gone with each who has waited. */
export function limiter(max: number) {
  let active = 0;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) active--;
    else next();
  }

  async function enter(): Promise<void> {
    if (active >= max) await new Promise<void>((resolve) => waiting.push(resolve));
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: each time one place is gone for good
    active++;
  }

  return { enter, leave };
}
