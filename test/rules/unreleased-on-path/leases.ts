// Objects that stand for a lock that is held: whoever has one gives the lock back by a method of it.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

interface Lease {
  readonly id: number;
  release(): void;
}

class Guard implements Lease {
  readonly id = 1;
  readonly inner = new Mutex();
  readonly #release: () => void;
  constructor(release: () => void, readonly name: string) {
    this.#release = release;
  }
  static async of(name: string): Promise<Guard> {
    return new Guard(await mutex.acquire(), name);
  }
  release(): void {
    this.#release();
  }
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.release();
    }
  }
  [Symbol.dispose](): void {
    this.release();
  }
}

class Lent {
  constructor(release: () => void) {
    setTimeout(release, 100);
  }
}

async function byArrow() {
  const release = await mutex.acquire();
  return { give: () => release() };
}

async function byMethod() {
  const release = await mutex.acquire();
  return {
    give() {
      release();
    },
    other() {},
  };
}

async function byOther() {
  const release = await mutex.acquire();
  const give = async (): Promise<void> => release();
  return { inner: { give }, all: [give] as const };
}

async function byInterface(): Promise<Lease> {
  const release = await mutex.acquire();
  return { id: 1, release: () => release() };
}

export async function released(work: () => Promise<void>): Promise<void> {
  const lease = await byArrow();
  try {
    await work();
  } finally {
    lease.give();
  }
}

export async function releasedByMethod(work: () => Promise<void>): Promise<void> {
  const lease = await byMethod();
  try {
    await work();
  } finally {
    lease.give();
  }
}

export async function releasedInside(): Promise<void> {
  const lease = await byOther();
  await lease.inner.give();
}

export async function releasedFromList(): Promise<void> {
  const { all } = await byOther();
  await all[0]();
}

function finish(lease: Lease): void {
  lease.release();
}

export async function releasedElsewhere(): Promise<void> {
  finish(await byInterface());
}

export async function perhapsTaken(wanted: boolean): Promise<void> {
  const lease = wanted ? await byInterface() : undefined;
  lease?.release();
}

export async function takenInTry(work: () => Promise<void>): Promise<void> {
  let lease: Lease | undefined;
  try {
    lease = await byInterface();
    await work();
  } finally {
    lease?.release();
  }
}

export async function byClass(work: () => Promise<void>): Promise<void> {
  const guard = await Guard.of("a");
  await guard.during(work);
}

export async function byName(work: () => Promise<void>): Promise<void> {
  const guard = await Guard.of("b");
  try {
    const inner = await guard.inner.acquire();
    inner();
    await work();
  } finally {
    guard[Symbol.dispose]();
  }
}

export async function byTimer(): Promise<Lent> {
  return new Lent(await mutex.acquire());
}

const kept = new Map<number, Lease>();

export async function keptForLater(): Promise<void> {
  const lease = await byInterface();
  kept.set(lease.id, lease);
}

export async function early(work: () => Promise<void>, stop: boolean): Promise<void> {
  const lease = await byMethod();
//                    ^^^^^^^^^^ error: when early returns at line 149
  if (stop) return;
  await work();
  lease.give();
}

export async function earlyOfClass(stop: boolean): Promise<string> {
  const guard = await Guard.of("c");
//                    ^^^^^^^^^^^^^ error: when earlyOfClass returns at line 157
  if (stop) return "";
  guard.release();
  return guard.name;
}

export async function earlyByName(stop: boolean): Promise<void> {
  const guard = await Guard.of("d");
//                    ^^^^^^^^^^^^^ error: when earlyByName returns at line 165
  if (stop) return;
  guard[Symbol.dispose]();
}
