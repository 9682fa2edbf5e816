// Locks by URL: the table's lock is left before the URL's lock is waited for.
import { Mutex } from "async-mutex";

class UrlLocks {
  private readonly table = new Mutex();
  private readonly byUrl = new Map<string, Mutex>();

  async lock(url: string): Promise<void> {
    const found = await this.table.runExclusive(() => {
      let lock = this.byUrl.get(url);
      if (lock === undefined) {
        lock = new Mutex();
        this.byUrl.set(url, lock);
      }
      return lock;
    });
    await found.acquire();
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
