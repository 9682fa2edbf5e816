// Watch broadcasts: stopping holds the lock and waits for the broadcast to be done, whose last turn takes the lock.
import { Mutex } from "async-mutex";

export class WatchBroadcasts {
  private readonly mutex = new Mutex();
  private readonly updates: string[] = [];
  private stopped = false;
  private done: Promise<void> | undefined;

  start(): void {
    this.done = this.coalesce();
  }

  private async coalesce(): Promise<void> {
    while (!this.stopped) {
      await this.mutex.runExclusive(() => {
        this.updates.length = 0;
      });
    }
  }

  async stop(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      this.stopped = true;
      await this.done;
    } finally {
      release();
    }
  }
}
