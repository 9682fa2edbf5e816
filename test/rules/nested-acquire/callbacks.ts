import { Mutex, Semaphore, withTimeout } from "async-mutex";

const mutex = new Mutex();
const pair = new Semaphore(2);
const single = new Semaphore(1);
const bounded = withTimeout(new Mutex(), 100);

async function withLock<T>(work: () => Promise<T>): Promise<T> {
  return mutex.runExclusive(work);
}

async function inside(): Promise<void> {
  await mutex.runExclusive(() => {});
}

export async function throughWrapper(): Promise<void> {
  await withLock(async () => {
    await inside();
//        ^^^^^^^^ error: this call waits for it again in inside
  });
}

export async function throughWrapperTwice(): Promise<void> {
  await withLock(() => withLock(async () => {}));
//                     ^^^^^^^^^^^^^^^^^^^^^^^^ error: this call waits for it again in withLock
}

export async function membersOfAll(keys: readonly string[]): Promise<void> {
  await mutex.runExclusive(async () => {
    await Promise.all(keys.map(async () => inside()));
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: this call waits for it again in inside
  });
}

export async function counted(): Promise<void> {
  await pair.runExclusive(() => pair.runExclusive(() => {}));
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: a permit of `pair` is held here
}

export async function countedToOne(): Promise<void> {
  await single.runExclusive(() => single.runExclusive(() => {}));
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `single` is already held here
}

export async function timesOut(): Promise<void> {
  await bounded.runExclusive(() => bounded.runExclusive(() => {}));
}
