// An event: whoever waits goes on once it is set, and at once where it is set already. As class and closure.

export class Gate {
  private open = false;
  private waiters: (() => void)[] = [];

  async wait(): Promise<void> {
    if (this.open) return;
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  set(): void {
    this.open = true;
    for (const wake of this.waiters.splice(0)) wake();
  }

  clear(): void {
    this.open = false;
  }
}

/** A signal without memory: only those who wait already are woken. */
export class Pulse {
  private waiters: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  notify(): void {
    for (const wake of this.waiters.splice(0)) wake();
  }
}

export function makeGate(): { wait(): Promise<void>; set(): void } {
  let open = false;
  const waiters: (() => void)[] = [];
  return {
    wait: () => (open ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    set() {
      open = true;
      for (const wake of waiters.splice(0)) wake();
    },
  };
}
