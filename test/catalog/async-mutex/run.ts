import { Mutex, Semaphore } from "async-mutex";

const mutex = new Mutex();
const permits = new Semaphore(2);

async function holdsMutex(): Promise<void> {
  await mutex.runExclusive(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await permits.runExclusive(() => {}, 2);
  });
}

async function holdsPermit(): Promise<void> {
  const [, release] = await permits.acquire();
  await new Promise((resolve) => setTimeout(resolve, 1));
  await mutex.runExclusive(() => {});
  release();
}

await Promise.all([holdsMutex(), holdsPermit()]);
//> deadlock
//> main: the end of Promise.all
//> holdsMutex: Semaphore.runExclusive() of permits, held by holdsPermit
//> holdsPermit: Mutex.runExclusive() of mutex, held by holdsMutex
