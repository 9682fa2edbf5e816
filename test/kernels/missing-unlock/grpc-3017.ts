// A name resolver's cache removes connections later; a timer that finds its entry aborted leaves with the lock held.
import { Mutex } from "async-mutex";

interface Entry {
  readonly address: string;
  aborted: boolean;
}

export class ConnectionCache {
  private readonly mutex = new Mutex();
  private readonly connections = new Map<string, string>();
  private readonly entries = new Map<string, Entry>();

  async remove(connection: string): Promise<void> {
    const release = await this.mutex.acquire();
    const entry: Entry = { address: connection, aborted: false };
    this.entries.set(connection, entry);
    setTimeout(async () => {
      const releaseLater = await this.mutex.acquire();
      if (entry.aborted) return;
      this.connections.delete(connection);
      this.entries.delete(connection);
      releaseLater();
    }, 10);
    release();
  }

  async create(connection: string): Promise<void> {
    const release = await this.mutex.acquire();
    const entry = this.entries.get(connection);
    if (entry !== undefined) entry.aborted = true;
    this.connections.set(connection, connection);
    release();
  }
}
