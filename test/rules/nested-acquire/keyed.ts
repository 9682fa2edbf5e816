import { Mutex } from "async-mutex";

export class Keyed {
  private readonly locks = new Map<string, Mutex>();

  private lockFor(key: string): Mutex {
    let lock = this.locks.get(key);
    if (lock === undefined) {
      lock = new Mutex();
      this.locks.set(key, lock);
    }
    return lock;
  }

  async same(key: string): Promise<void> {
    await this.lockFor(key).runExclusive(async () => {
      await this.lockFor(key).runExclusive(() => {});
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `this.locks[key]` is already held here
    });
  }

  async different(from: string, to: string): Promise<void> {
    await this.lockFor(from).runExclusive(async () => {
      await this.lockFor(to).runExclusive(() => {});
    });
  }

  async constants(): Promise<void> {
    await this.lockFor("a").runExclusive(async () => {
      await this.lockFor("b").runExclusive(() => {});
    });
  }
}
