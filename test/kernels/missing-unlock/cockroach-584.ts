// Gossip: the loop is left when the node is closed, past the release at the end of its turn.
import { Mutex } from "async-mutex";

export class Gossip {
  private readonly mutex = new Mutex();
  closed = false;

  async bootstrap(): Promise<void> {
    for (;;) {
      const release = await this.mutex.acquire();
      if (this.closed) break;
      release();
    }
  }

  async manage(): Promise<void> {
    for (;;) {
      const release = await this.mutex.acquire();
      if (this.closed) break;
      release();
    }
  }
}

export async function start(gossip: Gossip): Promise<void> {
  await Promise.all([gossip.bootstrap(), gossip.manage()]);
}
