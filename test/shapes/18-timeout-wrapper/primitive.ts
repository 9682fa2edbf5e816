// Gives up waiting for a lock after a while, and gives back what comes too late. The work is told to stop.
import { Mutex } from "async-mutex";

const late = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), ms));

export async function withinTime<T>(mutex: Mutex, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const taking = mutex.acquire();
  const release = await Promise.race([taking, late(ms)]).catch((error: unknown) => {
    void taking.then((free) => free());
    throw error;
  });
  try {
    return await work(AbortSignal.timeout(ms));
  } finally {
    release();
  }
}
