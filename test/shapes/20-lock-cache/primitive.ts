// A lock for each name, made when it is first asked for and dropped when nobody holds it or waits for it.
import { Mutex } from "async-mutex";

interface Entry {
  readonly mutex: Mutex;
  users: number;
}

export class Locks {
  private readonly entries = new Map<string, Entry>();

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const entry = this.entries.get(name) ?? { mutex: new Mutex(), users: 0 };
    this.entries.set(name, entry);
    entry.users++;
    try {
      return await entry.mutex.runExclusive(work);
    } finally {
      entry.users--;
      if (entry.users === 0) this.entries.delete(name);
    }
  }
}
