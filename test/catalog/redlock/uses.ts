import Redlock from "redlock";

declare const redlock: Redlock;

export async function forgotten(stop: boolean): Promise<void> {
  const lock = await redlock.acquire("orders", 1000);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  await lock.unlock();
}

export async function inFinally(stop: boolean): Promise<void> {
  const lock = await redlock.lock("orders", 1000);
  try {
    if (stop) return;
  } finally {
    await redlock.unlock(lock);
  }
}
