// A flag that says that somebody is inside. One kind turns others away, the other lets them wait and look again.

export class Once {
  private busy = false;

  async attempt(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await work();
      return true;
    } finally {
      this.busy = false;
    }
  }
}

export class WaitingFlag {
  private locked = false;
  private waiters: (() => void)[] = [];

  async acquire(): Promise<void> {
    while (this.locked) await new Promise<void>((resolve) => this.waiters.push(resolve));
    this.locked = true;
  }

  release(): void {
    this.locked = false;
    const waiters = this.waiters;
    this.waiters = [];
    for (const wake of waiters) wake();
  }
}

/** Whoever is inside is waited for, and then one looks again. */
export class RunningFlag {
  private running: Promise<void> | undefined;

  async run(work: () => Promise<void>): Promise<void> {
    while (this.running !== undefined) await this.running.catch(() => undefined);
    this.running = work();
    try {
      await this.running;
    } finally {
      this.running = undefined;
    }
  }
}
