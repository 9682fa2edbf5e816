// Whether the task was cancelled is asked inside of the section that gives the permit back.
import { Semaphore } from "async-mutex";

const permits = new Semaphore(1);

export async function withPermit<T>(signal: AbortSignal, body: () => Promise<T>): Promise<T> {
  const [, release] = await permits.acquire();
  try {
    signal.throwIfAborted();
    return await body();
  } finally {
    release();
  }
}
