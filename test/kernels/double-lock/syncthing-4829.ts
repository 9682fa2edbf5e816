// Port mappings: clearing them holds the lock and notifies, and notifying takes the lock.
import { Mutex } from "async-mutex";

type Subscriber = (addresses: readonly string[]) => void;

export class Mapping {
  private readonly mutex = new Mutex();
  private readonly addresses = new Map<string, number>();
  private readonly subscribers: Subscriber[] = [];

  async clear(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      for (const address of [...this.addresses.keys()]) {
        this.addresses.delete(address);
        await this.notify();
      }
    } finally {
      release();
    }
  }

  private async notify(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      for (const subscriber of this.subscribers) subscriber([...this.addresses.keys()]);
    } finally {
      release();
    }
  }
}
