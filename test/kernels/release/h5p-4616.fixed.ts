// The work is told that its time is over, and the lock is given back when it has ended.
import { Mutex } from "redis-semaphore";
import type { Redis } from "ioredis";

export class Locks {
  constructor(private readonly redis: Redis) {}

  async acquire<T>(key: string, callback: (signal: AbortSignal) => Promise<T>, ms: number): Promise<T> {
    const mutex = new Mutex(this.redis, key);
    await mutex.acquire();
    try {
      return await callback(AbortSignal.timeout(ms));
    } finally {
      await mutex.release();
    }
  }
}
