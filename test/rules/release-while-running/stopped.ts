// The work can be stopped, or the limit is around the section and not in it, or nothing is held.
import { Mutex } from "async-mutex";

declare function timeout(ms: number): Promise<never>;

const mutex = new Mutex();

export async function told(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  await mutex.runExclusive(async () => {
    const controller = new AbortController();
    try {
      await Promise.race([work(controller.signal), timeout(1000)]);
    } finally {
      controller.abort();
    }
  });
}

export async function around(work: () => Promise<void>): Promise<void> {
  await Promise.race([mutex.runExclusive(work), timeout(1000)]);
}

export async function free(work: () => Promise<void>): Promise<void> {
  await Promise.race([work(), timeout(1000)]);
}

export async function first(one: () => Promise<void>, other: () => Promise<void>): Promise<void> {
  await mutex.runExclusive(() => Promise.race([one(), other()]));
}

/** What the platform does by itself touches nothing that the lock guards. */
export async function platforms(response: Response): Promise<void> {
  await mutex.runExclusive(async () => {
    await Promise.race([response.body?.cancel(), timeout(200)]);
    await Promise.race([response.text(), timeout(200)]);
  });
}

export async function warned(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
  const timer = setTimeout(() => console.warn("held for long"), 1000);
  try {
    await work();
  } finally {
    clearTimeout(timer);
    release();
  }
}
