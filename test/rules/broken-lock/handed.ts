// A place is handed over as it is, or counted where somebody is woken, or he looks again.

export class HandedOver {
  private readonly waiting: (() => void)[] = [];

  constructor(private permits: number) {}

  async acquire(): Promise<void> {
    if (this.permits > 0) {
      this.permits--;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.permits++;
    else next();
  }
}

export class CountedWhenWoken {
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly max: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.active < this.max) this.active++;
    else
      await new Promise<void>((resolve) => {
        this.waiting.push(() => {
          this.active++;
          resolve();
        });
      });
    try {
      return await work();
    } finally {
      this.active--;
      this.waiting.shift()?.();
    }
  }
}

export class CountedBeforeWaiting {
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly max: number) {}

  async enter(): Promise<void> {
    this.active++;
    if (this.active > this.max) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    this.active--;
    this.waiting.shift()?.();
  }
}

export class LooksAgain {
  private locked = false;
  private readonly waiting: (() => void)[] = [];

  async acquire(): Promise<void> {
    while (this.locked) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.locked = true;
  }

  release(): void {
    this.locked = false;
    this.waiting.shift()?.();
  }
}

/** Whoever frees a place takes it for the one whom he wakes. */
export class Dispatched {
  private readonly waiting: (() => void)[] = [];

  constructor(private permits: number) {}

  async acquire(): Promise<void> {
    if (this.permits > 0) this.permits--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    this.permits++;
    this.dispatch();
  }

  private dispatch(): void {
    while (this.permits > 0 && this.waiting.length > 0) {
      this.permits--;
      this.waiting.shift()?.();
    }
  }
}
