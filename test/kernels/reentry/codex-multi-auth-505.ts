// Whoever runs inside of a section may enter it again, by a mark that every task inherits that is started there.
import { AsyncLocalStorage } from "node:async_hooks";
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const inside = new AsyncLocalStorage<boolean>();

export async function withAccounts<T>(work: () => Promise<T>): Promise<T> {
  if (inside.getStore() === true) return work();
  return mutex.runExclusive(() => inside.run(true, work));
}

export async function rotate(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  await withAccounts(async () => {
    await Promise.all([withAccounts(first), withAccounts(second)]);
  });
}
