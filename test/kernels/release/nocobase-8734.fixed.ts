// A lock that is held as long as the work goes on; that it takes long is only said.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function runFor<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const release = await mutex.acquire();
  const timer = setTimeout(() => {
    console.warn("the lock is held for long");
  }, ms);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    release();
  }
}
