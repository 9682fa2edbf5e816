import { Mutex } from "redis-semaphore";

declare const mutex: Mutex;

export async function forgotten(stop: boolean): Promise<void> {
  await mutex.acquire();
//      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  await mutex.release();
}

export async function tried(): Promise<boolean> {
  if (!(await mutex.tryAcquire())) return false;
  try {
    return true;
  } finally {
    await mutex.release();
  }
}
