// A device set retries deletions in the background; with nothing to delete it returns while holding the lock.
import { Mutex } from "async-mutex";

export class DeviceSet {
  private readonly mutex = new Mutex();
  private deletable = 0;

  async cleanup(): Promise<void> {
    const release = await this.mutex.acquire();
    if (this.deletable === 0) return;
    this.deletable = 0;
    release();
  }

  async mark(): Promise<void> {
    const release = await this.mutex.acquire();
    this.deletable += 1;
    release();
  }
}
