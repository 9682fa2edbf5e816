// Waiting until nobody holds a lock, by the one who holds it.
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const second = new Mutex();

export async function drain(): Promise<void> {
  await mutex.runExclusive(async () => {
    await mutex.waitForUnlock();
//        ^^^^^^^^^^^^^^^^^^^^^ error: this waits until nobody holds it, for ever
  });
}

export async function both(): Promise<void> {
  const [release] = await Promise.all([mutex.acquire(), mutex.waitForUnlock()]);
//                                                      ^^^^^^^^^^^^^^^^^^^^^ error: this waits until nobody holds it, for ever
  release();
}

export async function before(): Promise<void> {
  await mutex.waitForUnlock();
  await mutex.runExclusive(() => {});
}

export async function after(): Promise<void> {
  const release = await mutex.acquire();
  release();
  await mutex.waitForUnlock();
}

export async function other(): Promise<void> {
  await second.runExclusive(() => mutex.waitForUnlock());
}
