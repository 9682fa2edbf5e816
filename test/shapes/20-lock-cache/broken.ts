// Dropped while others wait: whoever comes next gets another lock. Once with a package's lock, once with an own one.
import { Mutex } from "async-mutex";

declare function write(name: string): Promise<void>;

export class Dropping {
  private readonly mutexes = new Map<string, Mutex>();

  async save(name: string): Promise<void> {
    let mutex = this.mutexes.get(name);
    if (mutex === undefined) {
      mutex = new Mutex();
      this.mutexes.set(name, mutex);
    }
    await mutex.runExclusive(() => write(name));
    this.mutexes.delete(name);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-evicted]: The lock is removed from `this.mutexes` although others may be waiting for it
  }
}

class Own {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work, work);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

export class DroppingOwn {
  private readonly locks = new Map<string, Own>();

  async save(name: string): Promise<void> {
    let lock = this.locks.get(name);
    if (lock === undefined) {
      lock = new Own();
      this.locks.set(name, lock);
    }
    await lock.run(() => write(name));
    this.locks.delete(name);
//  ^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-evicted]: The lock is removed from `this.locks` although others may be waiting for it
  }
}
