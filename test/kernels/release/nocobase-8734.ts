// A lock for a limited time: when it is over, the lock is free although the work goes on.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function runFor<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const release = await mutex.acquire();
  const timer = setTimeout(() => {
    if (mutex.isLocked()) release();
  }, ms);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    release();
  }
}
