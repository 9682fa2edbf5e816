// The keys are sorted, and their locks taken one by one.
import { Mutex, type MutexInterface } from "async-mutex";

class Locks {
  private readonly byKey = new Map<string, Mutex>();
  private readonly registry = new Mutex();

  async of(key: string): Promise<Mutex> {
    return this.registry.runExclusive(() => {
      const mutex = this.byKey.get(key) ?? new Mutex();
      this.byKey.set(key, mutex);
      return mutex;
    });
  }

  async all(keys: readonly string[], work: () => Promise<void>): Promise<void> {
    const releases: MutexInterface.Releaser[] = [];
    try {
      for (const key of [...new Set(keys)].sort()) releases.push(await (await this.of(key)).acquire());
      await work();
    } finally {
      for (const release of releases) release();
    }
  }
}

export const locks = new Locks();

export async function move(from: string, to: string, work: () => Promise<void>): Promise<void> {
  await locks.all([from, to], work);
}

export async function several(paths: readonly string[], work: () => Promise<void>): Promise<void> {
  await locks.all(paths, work);
}
