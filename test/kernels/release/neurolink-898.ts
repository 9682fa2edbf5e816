// Work with a time limit under a lock: when the time is over, the lock is free and the work goes on.
import { Mutex } from "async-mutex";

function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("timeout")), ms));
}

export class TokenStore {
  private readonly mutex = new Mutex();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.mutex.acquire();
    try {
      return await Promise.race([work(), timeout(5000)]);
    } finally {
      release();
    }
  }
}
