import { Mutex } from "async-mutex";

/** Waits under the lock for an event that only a holder of the lock can raise. */
export class Gate {
  private readonly mutex = new Mutex();
  private wake: (() => void) | undefined;
  private open = false;

  async pass(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      if (!this.open) await new Promise<void>((resolve) => (this.wake = resolve));
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this waits for `this.wake` while `this.mutex` is held (since line 10), and whoever ends this wait needs that lock first (Gate.raise, line 17)
    });
  }

  async raise(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.open = true;
      this.wake?.();
    });
  }
}

/** Stops under the lock, and the worker needs the lock once more before it is done. */
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
    await this.mutex.runExclusive(async () => {
      this.stopped = true;
      await this.loop;
//    ^^^^^^^^^^^^^^^ warning: this waits for `this.loop` while `this.mutex` is held (since line 39), and the work behind it needs that lock first (Worker.run, line 35)
    });
  }
}
