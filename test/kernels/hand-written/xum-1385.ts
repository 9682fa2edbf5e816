// A lock for each key: all who wait for the present holder go on at once, and each believes that he is the next.
const locks = new Map<string, Promise<void>>();

export async function withLock<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = locks.get(key);
  if (before !== undefined) await before;
  let release = (): void => {};
  const mine = new Promise<void>((resolve) => {
    release = resolve;
  });
  locks.set(key, mine);
  try {
    return await work();
  } finally {
    locks.delete(key);
    release();
  }
}
