// Gossip: the loop is left when the node is closed, after releasing.
import { Mutex } from "async-mutex";

export class Gossip {
  private readonly mutex = new Mutex();
  closed = false;

  async bootstrap(): Promise<void> {
    for (;;) {
      const release = await this.mutex.acquire();
      if (this.closed) {
        release();
        break;
      }
      release();
    }
  }

  async manage(): Promise<void> {
    for (;;) {
      const release = await this.mutex.acquire();
      const closed = this.closed;
      release();
      if (closed) break;
    }
  }
}

export async function start(gossip: Gossip): Promise<void> {
  await Promise.all([gossip.bootstrap(), gossip.manage()]);
}
