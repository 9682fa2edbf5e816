// Waiting for the moment when the lock is free, and then for the lock.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function settle(): Promise<void> {
  await mutex.waitForUnlock();
  const release = await mutex.acquire();
  release();
}
