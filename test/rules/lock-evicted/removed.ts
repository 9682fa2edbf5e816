import { Mutex } from "async-mutex";

const locks = new Map<string, Mutex>();

export async function exclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
  let lock = locks.get(key);
  if (lock === undefined) {
    lock = new Mutex();
    locks.set(key, lock);
  }
  try {
    return await lock.runExclusive(work);
  } finally {
    locks.delete(key);
//  ^^^^^^^^^^^^^^^^^ warning: The lock is removed from `locks` although others may be waiting for it
  }
}

class Turns {
  readonly #tails = new Map<string, Promise<void>>();

  async take(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work).finally(() => {
      this.#tails.delete(key);
//    ^^^^^^^^^^^^^^^^^^^^^^^ warning: a later caller may have put another promise there
    });
    this.#tails.set(key, mine);
    await mine;
  }
}

export const turns = new Turns();

/** Between being given the lock and taking it, it waits. */
export async function takenLater<T>(key: string, ready: Promise<void>, work: () => Promise<T>): Promise<T> {
  const lock = locks.get(key) ?? new Mutex();
  locks.set(key, lock);
  await ready;
  try {
    return await lock.runExclusive(work);
  } finally {
    if (!lock.isLocked()) locks.delete(key);
//                        ^^^^^^^^^^^^^^^^^ warning: somebody who has been given it may not have taken it yet: takenLater waits in between
  }
}
