// The lock is free while the loser of the race goes on; what is taken too late is never given back.
import { Mutex } from "async-mutex";

class Own {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work, work);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

declare function save(text: string): Promise<void>;

const late = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), ms));

const mutex = new Mutex();
const own = new Own();

export const store = (text: string): Promise<void> => mutex.runExclusive(() => Promise.race([save(text), late(100)]));
//                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[release-while-running]: When the time limit wins

export const keep = (text: string): Promise<void> => own.run(() => Promise.race([save(text), late(100)]));
//                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[release-while-running]: When the time limit wins

export async function take(text: string): Promise<void> {
  const release = await Promise.race([mutex.acquire(), late(100)]);
//                                    ^^^^^^^^^^^^^^^ warning[unreleased-on-path]: When the time limit wins this race
  try {
    await save(text);
  } finally {
    release();
  }
}
