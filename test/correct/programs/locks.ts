// Locks in the styles that people write, all of them right.
import { Mutex, Semaphore, withTimeout, E_TIMEOUT, tryAcquire, E_ALREADY_LOCKED, E_CANCELED } from "async-mutex";
import AsyncLock from "async-lock";
import { Sema } from "async-sema";
import pLimit from "p-limit";
import PQueue from "p-queue";

// 1. Result type (neverthrow style)
const m1 = new Mutex();
type Result<T> = { ok: true; value: T } | { ok: false; error: unknown };
async function locked<T>(fn: () => Promise<T>): Promise<Result<T>> {
  const release = await m1.acquire();
  let result: Result<T>;
  try {
    result = { ok: true, value: await fn() };
  } catch (error) {
    result = { ok: false, error };
  }
  release();
  return result;
}
export const use1 = () => locked(async () => 1);

// 2. Lock map with reference counts
class KeyedMutex {
  private readonly entries = new Map<string, { mutex: Mutex; users: number }>();
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    let entry = this.entries.get(key);
    if (!entry) {
      entry = { mutex: new Mutex(), users: 0 };
      this.entries.set(key, entry);
    }
    entry.users++;
    try {
      return await entry.mutex.runExclusive(work);
    } finally {
      if (--entry.users === 0) this.entries.delete(key);
    }
  }
}
export const keyed = new KeyedMutex();

// 3. tryAcquire
const m3 = tryAcquire(new Mutex());
export async function once(work: () => Promise<void>): Promise<boolean> {
  try {
    await m3.runExclusive(work);
    return true;
  } catch (e) {
    if (e === E_ALREADY_LOCKED) return false;
    throw e;
  }
}

// 4. withTimeout acquire
const m4 = withTimeout(new Mutex(), 1000);
export async function timed(work: () => Promise<void>): Promise<void> {
  let release: (() => void) | undefined;
  try {
    release = await m4.acquire();
    await work();
  } catch (e) {
    if (e !== E_TIMEOUT) throw e;
  } finally {
    release?.();
  }
}

// 5. generator with lock per page
const m5 = new Mutex();
export async function* pages(fetchPage: (n: number) => Promise<string[]>): AsyncGenerator<string> {
  for (let n = 0; ; n++) {
    const page = await m5.runExclusive(() => fetchPage(n));
    if (page.length === 0) return;
    yield* page;
  }
}

// 6. Two locks in order by id
class Account {
  readonly lock = new Mutex();
  balance = 0;
  constructor(readonly id: number) {}
}
export async function transfer(a: Account, b: Account, n: number): Promise<void> {
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  const r1 = await first.lock.acquire();
  try {
    const r2 = await second.lock.acquire();
    try {
      a.balance -= n;
      b.balance += n;
    } finally {
      r2();
    }
  } finally {
    r1();
  }
}

// 7. lock passed down
const m7 = new Mutex();
async function inner(release: () => void, fail: boolean): Promise<number> {
  try {
    if (fail) throw new Error("x");
    return 1;
  } finally {
    release();
  }
}
export async function outer(fail: boolean): Promise<number> {
  return inner(await m7.acquire(), fail);
}

// 8. semaphore weight
const s8 = new Semaphore(10);
export async function weighted(n: number, work: () => Promise<void>): Promise<void> {
  const [, release] = await s8.acquire(n);
  try {
    await work();
  } finally {
    release();
  }
}

// 9. waitForUnlock
const m9 = new Mutex();
export async function waitFree(): Promise<void> {
  if (m9.isLocked()) await m9.waitForUnlock();
}

// 10. retry loop with lock
const m10 = new Mutex();
export async function retry<T>(work: () => Promise<T>, times = 3): Promise<T> {
  for (let i = 0; ; i++) {
    const release = await m10.acquire();
    try {
      return await work();
    } catch (e) {
      if (i >= times) throw e;
    } finally {
      release();
    }
    await new Promise((r) => setTimeout(r, 10));
  }
}

// 11. class with init lock
export class Lazy<T> {
  private readonly mutex = new Mutex();
  private value: T | undefined;
  constructor(private readonly make: () => Promise<T>) {}
  async get(): Promise<T> {
    if (this.value !== undefined) return this.value;
    return this.mutex.runExclusive(async () => (this.value ??= await this.make()));
  }
}

// 12. async-lock
const l12 = new AsyncLock({ timeout: 1000 });
export const cb12 = (done: (e?: Error | null) => void) =>
  l12.acquire(
    "k",
    (cb) => {
      setTimeout(() => cb(), 10);
    },
    done,
  );
export const p12 = () => l12.acquire(["a", "b"], async () => 1);
export async function nested12() {
  await l12.acquire("a", async () => {
    await l12.acquire("b", async () => {});
  });
}

// 13. Sema
const s13 = new Sema(4, { capacity: 100 });
export async function sema(work: () => Promise<void>) {
  await s13.acquire();
  try {
    await work();
  } finally {
    s13.release();
  }
}
export async function semaTry(work: () => Promise<void>) {
  const t = s13.tryAcquire();
  if (t === undefined) return false;
  try {
    await work();
  } finally {
    s13.release(t);
  }
  return true;
}
export async function drain13() {
  await s13.drain();
}

// 14. p-limit nested different
const outerLimit = pLimit(2);
const innerLimit = pLimit(4);
export const nested14 = (xs: string[][]) =>
  Promise.all(xs.map((x) => outerLimit(() => Promise.all(x.map((y) => innerLimit(async () => y))))));

// 15. p-queue
const q15 = new PQueue({ concurrency: 1 });
export async function queued(work: () => Promise<number>) {
  const p = q15.add(work);
  await q15.onIdle();
  return p;
}
export function fire(work: () => Promise<void>) {
  void q15.add(work).catch(console.error);
}
export async function later() {
  q15.pause();
  void q15.add(async () => 1);
  q15.start();
  await q15.onIdle();
}

// 16. cancel
const m16 = new Mutex();
export async function cancelled(work: () => Promise<void>) {
  try {
    await m16.runExclusive(work);
  } catch (e) {
    if (e === E_CANCELED) return;
    throw e;
  }
}
export function cancelAll() {
  m16.cancel();
  m16.release();
}

// 17. lock held over event
const m17 = new Mutex();
export async function begin(): Promise<void> {
  await m17.acquire();
}
export function end(): void {
  m17.release();
}

// 18. acquire in constructor arg/array of locks
const locks = Array.from({ length: 8 }, () => new Mutex());
export async function all18<T>(work: () => Promise<T>): Promise<T> {
  const releases: (() => void)[] = [];
  try {
    for (const l of locks) releases.push(await l.acquire());
    return await work();
  } finally {
    for (const r of releases.reverse()) r();
  }
}
export async function shard<T>(key: number, work: () => Promise<T>): Promise<T> {
  return locks[key % locks.length]!.runExclusive(work);
}

// 19. promise then style
const m19 = new Mutex();
export function thenStyle(work: () => Promise<number>): Promise<number> {
  return m19.acquire().then((release) => work().finally(release));
}
export function thenStyle2(work: () => Promise<number>): Promise<number> {
  return m19.acquire().then((release) =>
    work().then(
      (v) => {
        release();
        return v;
      },
      (e) => {
        release();
        throw e;
      },
    ),
  );
}

// 20. re-entrant through flag parameter
class Store {
  private readonly mutex = new Mutex();
  async set(k: string, v: string, tx?: { locked: true }): Promise<void> {
    if (tx) return this.write(k, v);
    await this.mutex.runExclusive(() => this.write(k, v));
  }
  async batch(kv: [string, string][]): Promise<void> {
    await this.mutex.runExclusive(async () => {
      for (const [k, v] of kv) await this.set(k, v, { locked: true });
    });
  }
  private async write(_k: string, _v: string): Promise<void> {}
}
export const store = new Store();
