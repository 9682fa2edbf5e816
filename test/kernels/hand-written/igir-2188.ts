// A table of locks that forgets those that nobody holds just now, although somebody may have been given one and not have taken it yet.
import { access } from "node:fs/promises";
import { Mutex } from "async-mutex";

const locks = new Map<string, Mutex>();

export async function withFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = locks.get(path) ?? new Mutex();
  locks.set(path, lock);
  await access(path);
  try {
    return await lock.runExclusive(work);
  } finally {
    if (!lock.isLocked()) locks.delete(path);
  }
}
