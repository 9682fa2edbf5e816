// What runs inside of a section runs one after the other.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function withAccounts<T>(work: () => Promise<T>): Promise<T> {
  return mutex.runExclusive(work);
}

export async function rotate(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  await withAccounts(async () => {
    await first();
    await second();
  });
}
