import { Mutex, Semaphore, tryAcquire, withTimeout } from "async-mutex";

const mutex = new Mutex();
const permit = new Semaphore(1);
const patient = withTimeout(new Mutex(), 100);

export async function nested(): Promise<void> {
  await mutex.runExclusive(async () => {
    await mutex.runExclusive(() => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here (since line 8)
  });
}

export async function nestedPermit(): Promise<void> {
  const [, release] = await permit.acquire();
  await permit.runExclusive(() => {});
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `permit` is already held here (since line 15)
  release();
}

export async function bounded(): Promise<void> {
  await patient.runExclusive(async () => {
    await patient.runExclusive(() => {});
  });
  await mutex.runExclusive(async () => {
    await tryAcquire(mutex).runExclusive(() => {});
  });
}
