// Loops that wait until some state is right: whoever makes it right has to wake them.
class Condition {
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

export class Job {
  private readonly changed = new Condition();
  private state: "new" | "running" | "ended" = "new";
  private readonly items: string[] = [];
  private readers = 0;

  async ended(): Promise<void> {
    while (this.state !== "ended") await this.changed.wait();
  }

  async filled(): Promise<void> {
    while (this.items.length === 0) await this.changed.wait();
  }

  async unread(): Promise<void> {
    while (this.readers > 0) await this.changed.wait();
  }

  end(): void {
    this.state = "ended";
    this.changed.broadcast();
  }

  cancel(): void {
    this.state = "ended";
//  ^^^^^^^^^^^^^^^^^^^^ warning: Job.ended waits while `this.state !== "ended"` (line 23), and this changes `this.state` without waking it
  }

  /** No loop waits for this. */
  run(): void {
    this.state = "running";
  }

  add(item: string): void {
    this.items.push(item);
//  ^^^^^^^^^^^^^^^^^^^^^ warning: Job.filled waits while `this.items.length === 0`
  }

  put(item: string): void {
    this.items.push(item);
    this.told();
  }

  read(): void {
    this.readers++;
  }

  leave(): void {
    this.readers--;
//  ^^^^^^^^^^^^^^ warning: Job.unread waits while `this.readers > 0`
  }

  leaveAndTell(): void {
    this.forget();
    this.changed.broadcast();
  }

  private forget(): void {
    this.readers--;
  }

  private told(): void {
    this.changed.broadcast();
  }
}

/** Others may wake those who wait, too. */
export class Shared {
  private open = false;

  constructor(private readonly changed: Condition, register: (changed: Condition) => void) {
    register(this.changed);
  }

  async pass(): Promise<void> {
    while (!this.open) await this.changed.wait();
  }

  unlock(): void {
    this.open = true;
  }

  wake(): void {
    this.changed.broadcast();
  }
}

/** It looks again by itself. */
export class Polled {
  private readonly changed = new Condition();
  private open = false;

  async pass(): Promise<void> {
    while (!this.open) await Promise.race([this.changed.wait(), new Promise((resolve) => setTimeout(resolve, 100))]);
  }

  unlock(): void {
    this.open = true;
  }

  wake(): void {
    this.changed.broadcast();
  }
}
