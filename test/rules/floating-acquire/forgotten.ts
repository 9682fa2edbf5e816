import { Mutex } from "async-mutex";

const mutex = new Mutex();
let count = 0;

export async function forgotten(): Promise<void> {
  mutex.acquire();
//^^^^^^^^^^^^^^^ error: Nobody waits for this acquire of `mutex`
  count++;
}

export async function kept(): Promise<void> {
  const release = mutex.acquire();
//                ^^^^^^^^^^^^^^^ error: Nobody waits for this acquire of `mutex`
  count++;
  console.log(typeof release);
}

export async function awaitedLater(): Promise<void> {
  const granted = mutex.acquire();
  count++;
  const release = await granted;
  release();
}

export function chained(): Promise<void> {
  return mutex.acquire().then((release) => {
    count++;
    release();
  });
}

export function chainedAndDropped(): void {
  mutex.acquire().then((release) => {
    count++;
    release();
  });
}

export async function together(other: Mutex): Promise<void> {
  const [first, second] = await Promise.all([mutex.acquire(), other.acquire()]);
  count++;
  first();
  second();
}

export function started(): void {
  mutex.runExclusive(() => {
    count++;
  });
}
