// Port mappings: clearing them notifies after the lock was released.
import { Mutex } from "async-mutex";

type Subscriber = (addresses: readonly string[]) => void;

export class Mapping {
  private readonly mutex = new Mutex();
  private readonly addresses = new Map<string, number>();
  private readonly subscribers: Subscriber[] = [];

  async clear(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      this.addresses.clear();
    } finally {
      release();
    }
    await this.notify();
  }

  private async notify(): Promise<void> {
    const release = await this.mutex.acquire();
    let known: string[];
    try {
      known = [...this.addresses.keys()];
    } finally {
      release();
    }
    for (const subscriber of this.subscribers) subscriber(known);
  }
}
