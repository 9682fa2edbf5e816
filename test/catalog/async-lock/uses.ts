import AsyncLock from "async-lock";

const lock = new AsyncLock();
const patient = new AsyncLock({ timeout: 1000 });

export async function nested(): Promise<void> {
  await lock.acquire("stock", async () => {
    await lock.acquire("stock", async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `lock["stock"]` is already held here (since line 7)
  });
}

export async function otherKey(): Promise<void> {
  await lock.acquire("stock", async () => {
    await lock.acquire("log", async () => {});
  });
}

export async function oneAfterTheOther(): Promise<void> {
  await lock.acquire("stock", async () => {});
  await lock.acquire("stock", async () => {});
}

export async function keyGiven(key: string): Promise<void> {
  await lock.acquire(key, () => again(key));
//                              ^^^^^^^^^^ error: this call waits for it again in again
}

async function again(key: string): Promise<void> {
  await lock.acquire(key, async () => {});
}

export async function mayEnd(): Promise<void> {
  await patient.acquire("stock", async () => {
    await patient.acquire("stock", async () => {});
  });
  await lock.acquire("stock", async () => {
    await lock.acquire("stock", async () => {}, { timeout: 100 });
  });
}

export async function aThenB(): Promise<void> {
  await lock.acquire(["a", "b"], async () => {});
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-order]: aThenB holds `lock["a"]` and waits for `lock["b"]`
}

export async function bThenA(): Promise<void> {
  await lock.acquire(["b", "a"], async () => {});
}

export async function sameOrder(): Promise<void> {
  await lock.acquire(["c", "d"], async () => {});
  await lock.acquire("c", () => lock.acquire("d", async () => {}));
}
