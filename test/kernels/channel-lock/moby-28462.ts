// A container: stopping its monitor under the lock waits until the monitor has gone, which takes the lock to note it.
import { Mutex } from "async-mutex";

class Monitor {
  private gone: (() => void) | undefined;

  async close(): Promise<void> {
    await new Promise<void>((resolve) => (this.gone = resolve));
  }

  async run(container: Container): Promise<void> {
    await container.reset();
    this.gone?.();
  }
}

export class Container {
  private readonly lock = new Mutex();
  readonly monitor = new Monitor();
  private running = true;

  async reset(): Promise<void> {
    await this.lock.runExclusive(() => {
      this.running = false;
    });
  }

  async stop(): Promise<void> {
    await this.lock.runExclusive(async () => {
      if (this.running) await this.monitor.close();
    });
  }

  start(): void {
    void this.monitor.run(this);
  }
}
