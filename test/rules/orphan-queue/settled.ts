// Emptied only after, or on the way to, settling what waits there.
type Waiter = { resolve: (value: string) => void; reject: (error: Error) => void };

export class Settles {
  private waiters: ((value: string) => void)[] = [];
  private readonly pending = new Map<number, Waiter>();
  private readonly seen = new Map<number, string>();

  take(): Promise<string> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  ask(id: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
    });
  }

  flush(value: string): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve(value);
  }

  fail(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }

  close(): void {
    this.rejectAll();
    this.pending.clear();
    this.seen.clear();
  }

  stop(): void {
    this.flush("stopped");
    this.forget();
  }

  note(id: number, text: string): void {
    this.seen.set(id, text);
  }

  private forget(): void {
    this.waiters.length = 0;
  }

  private rejectAll(): void {
    this.pending.forEach(({ reject }) => reject(new Error("closed")));
  }
}

/** The list is taken apart from the object before it is replaced. */
export class Condition {
  private waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  broadcast(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
