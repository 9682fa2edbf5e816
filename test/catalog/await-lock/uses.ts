import AwaitLock from "await-lock";

const left = new AwaitLock();
const right = new AwaitLock();

export async function nested(): Promise<void> {
  await left.acquireAsync();
  try {
    await left.acquireAsync();
//        ^^^^^^^^^^^^^^^^^^^ error: `left` is already held here
    left.release();
  } finally {
    left.release();
  }
}

export async function early(stop: boolean): Promise<void> {
  await left.acquireAsync();
//      ^^^^^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  left.release();
}

export async function inFinally(stop: boolean): Promise<void> {
  await left.acquireAsync();
  try {
    if (stop) return;
    await right.acquireAsync();
    right.release();
  } finally {
    left.release();
  }
}

export async function inTurn(): Promise<void> {
  await left.acquireAsync();
  left.release();
  await left.acquireAsync();
  left.release();
}

export async function bounded(): Promise<void> {
  await left.acquireAsync();
  try {
    await left.acquireAsync({ timeout: 100 });
    left.release();
  } finally {
    left.release();
  }
}

export function tried(): boolean {
  if (!left.tryAcquire()) return false;
  left.release();
  return true;
}
