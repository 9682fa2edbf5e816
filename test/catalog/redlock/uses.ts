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

export async function extended(work: () => Promise<void>): Promise<void> {
  let lock = await redlock.lock("orders", 1000);
  try {
    await work();
    lock = await lock.extend(1000);
    await work();
  } finally {
    await lock.unlock();
  }
}
