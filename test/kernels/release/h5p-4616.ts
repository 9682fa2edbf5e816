// The same with a lock between processes, and a mark for the time that is over.
import { Mutex } from "redis-semaphore";
import type { Redis } from "ioredis";

const TIMED_OUT = Symbol("timed out");

export class Locks {
  constructor(private readonly redis: Redis) {}

  async acquire<T>(key: string, callback: () => Promise<T>, ms: number): Promise<T> {
    const mutex = new Mutex(this.redis, key);
    await mutex.acquire();
    try {
      const timedOut = new Promise<typeof TIMED_OUT>((resolve) => setTimeout(() => resolve(TIMED_OUT), ms));
      const result = await Promise.race([timedOut, callback()]);
      if (result === TIMED_OUT) throw new Error("occupation-time-exceeded");
      return result;
    } finally {
      await mutex.release();
    }
  }
}
