import { Mutex } from "async-mutex";
import pMap from "p-map";

const mutex = new Mutex();

export async function underLock(items: readonly number[]): Promise<void> {
  await mutex.runExclusive(async () => {
    await pMap(items, () => mutex.runExclusive(() => {}), { concurrency: 1 });
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here (since line 7)
  });
}

export async function nestedCalls(items: readonly number[]): Promise<void> {
  await pMap(items, () => pMap(items, async () => {}, { concurrency: 1 }), { concurrency: 1 });
}

export async function eachLocks(items: readonly number[]): Promise<void> {
  await pMap(items, () => mutex.runExclusive(() => {}), { concurrency: 3 });
}
