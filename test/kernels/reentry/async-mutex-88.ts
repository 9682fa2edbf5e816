// Waiting for the lock and for the moment when it is free, at once: the first is granted before the second, and given back after both.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function settle(): Promise<void> {
  const [release] = await Promise.all([mutex.acquire(), mutex.waitForUnlock()]);
  release();
}
