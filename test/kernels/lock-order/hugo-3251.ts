// Locks by URL: locking waits for the URL's lock inside the lock of the table, which unlocking needs.
import { Mutex } from "async-mutex";

class UrlLocks {
  private readonly table = new Mutex();
  private readonly byUrl = new Map<string, Mutex>();

  async lock(url: string): Promise<void> {
    await this.table.runExclusive(async () => {
      let lock = this.byUrl.get(url);
      if (lock === undefined) {
        lock = new Mutex();
        this.byUrl.set(url, lock);
      }
      await lock.acquire();
    });
  }

  async unlock(url: string): Promise<void> {
    await this.table.runExclusive(() => {
      this.byUrl.get(url)?.release();
    });
  }
}

const locks = new UrlLocks();

export async function fetchRemote(url: string): Promise<void> {
  await locks.lock(url);
  try {
    console.log(url);
  } finally {
    await locks.unlock(url);
  }
}
