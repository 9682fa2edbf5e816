import Mutex from "p-mutex";

const left = new Mutex();
const right = new Mutex();

export async function nested(): Promise<void> {
  await left.lock();
  try {
    await left.lock();
//        ^^^^^^^^^^^ error: `left` is already held here
    left.unlock();
  } finally {
    left.unlock();
  }
}

export async function early(stop: boolean): Promise<void> {
  await left.lock();
//      ^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  left.unlock();
}

export async function inFinally(stop: boolean): Promise<void> {
  await left.lock();
  try {
    if (stop) return;
    await right.lock();
    right.unlock();
  } finally {
    left.unlock();
  }
}

export async function inTurn(): Promise<void> {
  await left.lock();
  left.unlock();
  await left.lock();
  left.unlock();
}

export async function around(): Promise<void> {
  await left.withLock(() => left.withLock(async () => {}));
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `left` is already held here
}
