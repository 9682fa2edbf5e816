// Work with a time limit under a lock: the caller is told of the end of the time, and the lock is free when the work is done.
import { Mutex } from "async-mutex";

function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("timeout")), ms));
}

export class TokenStore {
  private readonly mutex = new Mutex();

  async run<T>(work: () => Promise<T>): Promise<T> {
    return Promise.race([this.mutex.runExclusive(work), timeout(5000)]);
  }
}
