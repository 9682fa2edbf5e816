// All who wait for the old holder go on at once.
const locks = new Map<string, Promise<unknown>>();
let turn: Promise<void> | undefined;

export async function keyed<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = locks.get(key);
  if (before !== undefined) await before;
  const mine = work();
  locks.set(key, mine);
//^^^^^^^^^^^^^^^^^^^^ warning: Everybody who waited for `locks[key]` at line 7
  try {
    return await mine;
  } finally {
    locks.delete(key);
//  ^^^^^^^^^^^^^^^^^ warning[lock-evicted]: The entry is removed from `locks`
  }
}

export async function single(work: () => Promise<void>): Promise<void> {
  if (turn) await turn;
  turn = work();
//^^^^^^^^^^^^^ warning: Everybody who waited for `turn` at line 20
  await turn;
}

class Writer {
  private pending: Promise<void> = Promise.resolve();

  async write(work: () => Promise<void>): Promise<void> {
    await this.pending;
    this.pending = work();
//  ^^^^^^^^^^^^^^^^^^^^^ warning: Everybody who waited for `this.pending`
  }
}

export const writer = new Writer();
