// A table of locks that forgets those that nobody uses any more, by a count.
import { Mutex } from "async-mutex";

interface Entry {
  readonly lock: Mutex;
  users: number;
}

const locks = new Map<string, Entry>();

export async function withFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  const entry = locks.get(path) ?? { lock: new Mutex(), users: 0 };
  locks.set(path, entry);
  entry.users++;
  try {
    return await entry.lock.runExclusive(work);
  } finally {
    entry.users--;
    if (entry.users === 0) locks.delete(path);
  }
}
