// Who ends the wait is a loop, and a callback that it was given stands between two of its turns.
import { Mutex } from "async-mutex";

class Bell {
  private readonly waiting: (() => void)[] = [];

  rung(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    this.waiting.shift()?.();
  }
}

class Sweeper {
  readonly bell = new Bell();

  constructor(private readonly sweep: () => Promise<void>) {}

  async run(): Promise<void> {
    for (;;) {
      await this.sweep();
      this.bell.ring();
    }
  }
}

export class Store {
  private readonly lock = new Mutex();
  private readonly sweeper = new Sweeper(async () => {
    await this.lock.runExclusive(() => console.log("sweeps"));
  });

  start(): void {
    void this.sweeper.run();
  }

  async write(): Promise<void> {
    await this.lock.runExclusive(async () => {
      await this.sweeper.bell.rung();
//          ^^^^^^^^^^^^^^^^^^^^^^^^ warning: whoever ends this wait needs that lock first (turns.ts, line 32)
    });
  }
}

/** The callback does without the lock. */
export class Lockless {
  private readonly lock = new Mutex();
  private readonly sweeper = new QuickSweeper(async () => {
    console.log("sweeps");
  });

  start(): void {
    void this.sweeper.run();
  }

  async write(): Promise<void> {
    await this.lock.runExclusive(async () => {
      await this.sweeper.bell.rung();
    });
  }
}

class QuickSweeper {
  readonly bell = new QuickBell();

  constructor(private readonly sweep: () => Promise<void>) {}

  async run(): Promise<void> {
    for (;;) {
      await this.sweep();
      this.bell.ring();
    }
  }
}

class QuickBell {
  private readonly waiting: (() => void)[] = [];

  rung(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    this.waiting.shift()?.();
  }
}
