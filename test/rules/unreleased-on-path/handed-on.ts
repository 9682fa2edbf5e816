// What looks like a leak and is none: somebody else releases.
import { EventEmitter } from "node:events";
import { Mutex, type MutexInterface, Semaphore, tryAcquire } from "async-mutex";

const mutex = new Mutex();
const held = new Map<string, MutexInterface.Releaser>();
const events = new EventEmitter();

class Lease {
  constructor(private readonly release: () => void) {}
  end(): void {
    this.release();
  }
}

export class Holder {
  private release: (() => void) | undefined;
  private readonly mutex = new Mutex();
  private readonly gate = new Mutex();

  async begin(): Promise<void> {
    this.release = await this.mutex.acquire();
  }

  end(): void {
    this.release?.();
  }

  /** Acquired here, released by an event. */
  async close(): Promise<void> {
    await this.gate.acquire();
    events.once("open", () => this.gate.release());
  }

  async lock(): Promise<void> {
    await this.mutex.acquire();
  }

  unlock(): void {
    this.mutex.release();
  }

  /** The caller holds the lock. */
  async passOn(): Promise<void> {
    this.mutex.release();
    await Promise.resolve();
    await this.mutex.acquire();
  }
}

export async function returned(): Promise<MutexInterface.Releaser> {
  const release = await mutex.acquire();
  return release;
}

export async function returnedInATuple(): Promise<[number, () => void]> {
  const release = await mutex.acquire();
  return [1, release];
}

export async function returnedInAClosure(log: string[]): Promise<() => void> {
  const release = await mutex.acquire();
  return () => {
    log.push("released");
    release();
  };
}

export async function keptInAMap(key: string): Promise<void> {
  const release = await mutex.acquire();
  held.set(key, release);
}

export async function givenToALease(): Promise<Lease> {
  return new Lease(await mutex.acquire());
}

export async function givenToACallback(use: (release: () => void) => void): Promise<void> {
  const release = await mutex.acquire();
  use(release);
}

export async function releasedInFinally(work: () => Promise<number>): Promise<number> {
  const release = await mutex.acquire();
  return work().finally(release);
}

export async function releasedByATimer(): Promise<void> {
  const release = await mutex.acquire();
  setTimeout(release, 100);
}

export async function optional(lock: Mutex | undefined): Promise<void> {
  const release = await lock?.acquire();
  try {
    await Promise.resolve();
  } finally {
    release?.();
  }
}

export async function skipped(skipLock: boolean): Promise<void> {
  let release: (() => void) | undefined;
  if (!skipLock) release = await mutex.acquire();
  try {
    await Promise.resolve();
  } finally {
    if (release) release();
  }
}

export async function skippedByHand(skipLock: boolean): Promise<void> {
  if (!skipLock) await mutex.acquire();
  await Promise.resolve();
  if (!skipLock) mutex.release();
}

export async function bound(): Promise<void> {
  await mutex.acquire();
  setTimeout(mutex.release.bind(mutex), 10);
}

const all = [new Mutex(), new Mutex()];

export async function several(): Promise<void> {
  const releases: (() => void)[] = [];
  for (const one of all) releases.push(await one.acquire());
  for (const release of releases) release();
}

export async function tried(): Promise<boolean> {
  try {
    const release = await tryAcquire(mutex).acquire();
    release();
    return true;
  } catch {
    return false;
  }
}

export async function counted(slots: Semaphore): Promise<void> {
  const [, release] = await slots.acquire();
  try {
    await Promise.resolve();
  } finally {
    release();
  }
}

export async function destructured(): Promise<void> {
  const locks = { first: await mutex.acquire() };
  const { first } = locks;
  first();
}

export async function twice(): Promise<void> {
  const release = await mutex.acquire();
  release();
  release();
}

export async function inACatch(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
  try {
    await work();
    release();
  } catch (error) {
    release();
    throw error;
  }
}
