// The nearest correct neighbours: waiting after the release, signalling without the lock, a wait with an end of its own.
import { Mutex } from "async-mutex";

export class Gate {
  private readonly mutex = new Mutex();
  private wake: (() => void) | undefined;

  async pass(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await new Promise<void>((resolve) => (this.wake = resolve));
    });
  }

  async other(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.wake?.();
    });
  }

  /** This one needs no lock. */
  raise(): void {
    this.wake?.();
  }
}

export class Timed {
  private readonly mutex = new Mutex();
  private wake: (() => void) | undefined;

  async pass(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 1000);
      });
    });
  }

  async raise(): Promise<void> {
    await this.mutex.runExclusive(() => this.wake?.());
  }
}

export class Worker {
  private readonly mutex = new Mutex();
  private stopped = false;
  private loop: Promise<void> | undefined;

  start(): void {
    this.loop = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopped) await this.mutex.runExclusive(() => console.log("turn"));
  }

  async stop(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.stopped = true;
    });
    await this.loop;
  }
}

/** A condition variable: the lock is given up while waiting. */
export class Condition {
  private readonly mutex = new Mutex();
  private readonly waiting: (() => void)[] = [];

  async wait(): Promise<void> {
    const release = await this.mutex.acquire();
    const woken = new Promise<void>((resolve) => this.waiting.push(resolve));
    release();
    await woken;
  }

  async signal(): Promise<void> {
    await this.mutex.runExclusive(() => this.waiting.shift()?.());
  }
}

/** The holder itself raises what it waits for. */
export class Own {
  private readonly mutex = new Mutex();
  private done: (() => void) | undefined;

  async run(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      const ready = new Promise<void>((resolve) => (this.done = resolve));
      this.kick();
      await ready;
    });
  }

  private kick(): void {
    this.done?.();
  }
}
