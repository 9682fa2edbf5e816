// Locks that several tasks have in common, made once or handed out.
import { Mutex, Semaphore } from "async-mutex";

const mutex = new Mutex();
const byKey = new Map<string, Mutex>();

export async function outside(save: () => Promise<void>): Promise<void> {
  await mutex.runExclusive(save);
}

export async function sideBySide(urls: readonly string[]): Promise<void> {
  const slots = new Semaphore(2);
  await Promise.all(urls.map((url) => slots.runExclusive(() => fetch(url))));
}

export async function started(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  const turn = new Mutex();
  const one = turn.runExclusive(first);
  const other = turn.runExclusive(second);
  await Promise.all([one, other]);
}

export function keyed(key: string): Mutex {
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const fresh = new Mutex();
  byKey.set(key, fresh);
  return fresh;
}

export function guarded(): (save: () => Promise<void>) => Promise<void> {
  const own = new Mutex();
  return (save) => own.runExclusive(save);
}

export async function handedOn(use: (lock: Mutex) => Promise<void>): Promise<void> {
  const own = new Mutex();
  const release = await own.acquire();
  const used = use(own);
  release();
  await used;
}

class Register {
  readonly #lock: Mutex;

  constructor(lock?: Mutex) {
    this.#lock = lock ?? new Mutex();
  }

  get lock(): Mutex {
    return this.#lock;
  }

  async write(save: () => Promise<void>): Promise<void> {
    await this.lock.runExclusive(save);
  }
}

export const register = new Register();
