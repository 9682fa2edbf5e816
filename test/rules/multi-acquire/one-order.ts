// Lists of locks that everybody takes in one order, or one lock at a time.
import { Mutex, type MutexInterface } from "async-mutex";
import AsyncLock from "async-lock";

const lock = new AsyncLock();
const gate = new Mutex();
const byKey = new Map<string, Mutex>();

function of(key: string): Mutex {
  let mutex = byKey.get(key);
  if (mutex === undefined) {
    mutex = new Mutex();
    byKey.set(key, mutex);
  }
  return mutex;
}

export async function sorted(keys: readonly string[]): Promise<void> {
  const releases: MutexInterface.Releaser[] = [];
  for (const key of [...new Set(keys)].sort()) releases.push(await of(key).acquire());
  for (const release of releases) release();
}

export async function sortedInPlace(keys: string[]): Promise<void> {
  keys.sort();
  const releases: MutexInterface.Releaser[] = [];
  for (const key of keys) releases.push(await of(key).acquire());
  for (const release of releases) release();
}

export async function sortedCopy(keys: readonly string[]): Promise<void> {
  const ordered = keys.toSorted();
  await lock.acquire(ordered, async () => {});
}

async function all(keys: readonly string[]): Promise<MutexInterface.Releaser[]> {
  const releases: MutexInterface.Releaser[] = [];
  for (const key of keys) releases.push(await of(key).acquire());
  return releases;
}

export async function sortedByTheCaller(from: string, to: string): Promise<void> {
  const releases = await all([from, to].sort());
  for (const release of releases) release();
}

export async function behindAGate(keys: readonly string[]): Promise<void> {
  await gate.runExclusive(async () => {
    const releases: MutexInterface.Releaser[] = [];
    for (const key of keys) releases.push(await of(key).acquire());
    for (const release of releases) release();
  });
}

export async function oneAtATime(keys: readonly string[], work: (key: string) => Promise<void>): Promise<void> {
  for (const key of keys) {
    const release = await of(key).acquire();
    try {
      await work(key);
    } finally {
      release();
    }
  }
}

export async function oneAtATimeByHand(mutexes: readonly Mutex[]): Promise<void> {
  for (const mutex of mutexes) {
    await mutex.acquire();
    mutex.release();
  }
}

/** Each is given back by work of its own, whatever the others do. */
export async function handedOver(keys: readonly string[], work: (key: string) => Promise<void>): Promise<void> {
  for (const key of keys) {
    const release = await of(key).acquire();
    void work(key).finally(release);
  }
}

/** All of them stand in every queue at once, so that nobody comes between. */
export async function atOnce(keys: readonly string[]): Promise<void> {
  const releases = await Promise.all(keys.map((key) => of(key).acquire()));
  for (const release of releases) release();
}

export async function eachForItself(keys: readonly string[], work: (key: string) => Promise<void>): Promise<void> {
  await Promise.all(keys.map((key) => of(key).runExclusive(() => work(key))));
}

/** The list belongs to the object: one order for all. */
export class Shards {
  private readonly mutexes = [new Mutex(), new Mutex()];

  async whole(work: () => Promise<void>): Promise<void> {
    for (const mutex of this.mutexes) await mutex.acquire();
    try {
      await work();
    } finally {
      for (const mutex of this.mutexes) mutex.release();
    }
  }
}

export async function oneKey(key: string): Promise<void> {
  await lock.acquire(key, async () => {});
}
