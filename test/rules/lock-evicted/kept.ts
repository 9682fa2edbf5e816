// Removed only while it is free or still the own one, or never, or nobody waits in line.
import { Mutex } from "async-mutex";

const locks = new Map<string, Mutex>();
const flights = new Map<string, Promise<string>>();

function lockOf(key: string): Mutex {
  let lock = locks.get(key);
  if (lock === undefined) {
    lock = new Mutex();
    locks.set(key, lock);
  }
  return lock;
}

export async function exclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
  let lock = locks.get(key);
  if (lock === undefined) {
    lock = new Mutex();
    locks.set(key, lock);
  }
  try {
    return await lock.runExclusive(work);
  } finally {
    if (!lock.isLocked()) locks.delete(key);
  }
}

export async function keptForGood<T>(key: string, work: () => Promise<T>): Promise<T> {
  return lockOf(key).runExclusive(work);
}

export function forget(key: string): void {
  locks.delete(key);
}

export async function single(key: string, read: () => Promise<string>): Promise<string> {
  const known = flights.get(key);
  if (known !== undefined) return known;
  const mine = read().finally(() => flights.delete(key));
  flights.set(key, mine);
  return mine;
}

class Turns {
  readonly #tails = new Map<string, Promise<void>>();

  async take(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#tails.set(key, mine);
    try {
      await mine;
    } finally {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    }
  }
}

export const turns = new Turns();

/** Who finds a read under way takes its result; nobody stands in line. */
export function load(key: string, read: () => Promise<string>, done: (text: string) => void): void {
  const known = flights.get(key);
  if (known !== undefined) {
    known.then(done, () => done(""));
    return;
  }
  const mine = read().finally(() => {
    flights.delete(key);
  });
  flights.set(key, mine);
  mine.then(done, () => done(""));
}

interface Counted {
  readonly lock: Mutex;
  users: number;
}

const counted = new Map<string, Counted>();

/** Whoever has been given it is counted before he waits for anything. */
export async function countedIn<T>(key: string, ready: Promise<void>, work: () => Promise<T>): Promise<T> {
  const entry = counted.get(key) ?? { lock: new Mutex(), users: 0 };
  counted.set(key, entry);
  entry.users++;
  await ready;
  try {
    return await entry.lock.runExclusive(work);
  } finally {
    if (--entry.users === 0) counted.delete(key);
  }
}
