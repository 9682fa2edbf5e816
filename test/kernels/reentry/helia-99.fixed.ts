// The collection of garbage comes after the blocks have been gone through: the generator has ended and given the lock back.
import { RWLock } from "async-rwlock";

export class BlockStore {
  private readonly lock = new RWLock();
  private readonly blocks = new Map<string, Uint8Array>();

  async *getMany(keys: readonly string[]): AsyncGenerator<Uint8Array | undefined> {
    await this.lock.readLock();
    try {
      for (const key of keys) yield this.blocks.get(key);
    } finally {
      this.lock.unlock();
    }
  }

  async gc(): Promise<void> {
    await this.lock.writeLock();
    try {
      this.blocks.clear();
    } finally {
      this.lock.unlock();
    }
  }
}

export async function compact(store: BlockStore, keys: readonly string[]): Promise<void> {
  let missing = false;
  for await (const block of store.getMany(keys)) {
    if (block === undefined) missing = true;
  }
  if (missing) await store.gc();
}
