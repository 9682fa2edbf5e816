import { Mutex, Semaphore } from "await-semaphore";

const mutex = new Mutex();
const one = new Semaphore(1);
const many = new Semaphore(3);

export async function nested(): Promise<void> {
  await mutex.use(async () => {
    await mutex.use(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here (since line 8)
  });
}

export async function semaphoreTwice(): Promise<void> {
  const release = await one.acquire();
  await one.use(async () => {});
//      ^^^^^^^^^^^^^^^^^^^^^^^ error: `one` is already held here (since line 15)
  release();
}

export async function forgotten(stop: boolean): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  release();
}

export async function inOrder(): Promise<void> {
  const release = await mutex.acquire();
  try {
    await one.use(async () => {});
  } finally {
    release();
  }
}

export async function severalPermits(): Promise<void> {
  await many.use(() => many.use(async () => {}));
//                     ^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: 3 such tasks at the same time
}
