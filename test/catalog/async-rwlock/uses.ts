import { RWLock } from "async-rwlock";

const left = new RWLock();
const right = new RWLock();

export async function nested(): Promise<void> {
  await left.writeLock();
  try {
    await left.writeLock();
//        ^^^^^^^^^^^^^^^^ error: `left` is already held here
    left.unlock();
  } finally {
    left.unlock();
  }
}

export async function early(stop: boolean): Promise<void> {
  await left.writeLock();
//      ^^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  left.unlock();
}

export async function inFinally(stop: boolean): Promise<void> {
  await left.writeLock();
  try {
    if (stop) return;
    await right.writeLock();
    right.unlock();
  } finally {
    left.unlock();
  }
}

export async function inTurn(): Promise<void> {
  await left.writeLock();
  left.unlock();
  await left.writeLock();
  left.unlock();
}

export async function upgrade(): Promise<void> {
  await left.readLock();
  await left.writeLock();
//      ^^^^^^^^^^^^^^^^ error[rw-upgrade]: `left` is held for reading here
  left.unlock();
  left.unlock();
}

export async function bounded(): Promise<void> {
  await left.readLock();
  await left.writeLock(100);
  left.unlock();
  left.unlock();
}
