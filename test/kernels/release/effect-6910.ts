// Between the grant of the permit and the section that gives it back, the task may be cancelled.
import { Semaphore } from "async-mutex";

const permits = new Semaphore(1);

export async function withPermit<T>(signal: AbortSignal, body: () => Promise<T>): Promise<T> {
  const [, release] = await permits.acquire();
  signal.throwIfAborted();
  try {
    return await body();
  } finally {
    release();
  }
}
