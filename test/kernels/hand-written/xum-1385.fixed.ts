// A lock for each key: who waits looks again before he goes on.
const locks = new Map<string, Promise<void>>();

export async function withLock<T>(key: string, work: () => Promise<T>): Promise<T> {
  for (let before = locks.get(key); before !== undefined; before = locks.get(key)) await before;
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
