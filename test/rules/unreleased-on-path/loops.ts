import { Mutex, Semaphore } from "async-mutex";

const mutex = new Mutex();
const slots = new Semaphore(2);

export async function leavesByBreak(items: readonly number[]): Promise<void> {
  for (const item of items) {
    const release = await mutex.acquire();
//                        ^^^^^^^^^^^^^^^ error: when the loop is left or continued at line 10
    if (item < 0) break;
    release();
  }
}

export async function skipsByContinue(items: readonly number[]): Promise<void> {
  for (;;) {
    const [, release] = await slots.acquire();
//                            ^^^^^^^^^^^^^^^ error: when the loop is left or continued at line 19
    if (items.length === 0) continue;
    release();
  }
}

export async function releasesBeforeLeaving(items: readonly number[]): Promise<void> {
  for (const item of items) {
    const release = await mutex.acquire();
    if (item < 0) {
      release();
      break;
    }
    release();
  }
}

export async function releasesAfterTheLoop(items: readonly number[]): Promise<void> {
  const release = await mutex.acquire();
  for (const item of items) {
    if (item < 0) break;
  }
  release();
}

export async function finallyInTheLoop(items: readonly number[]): Promise<void> {
  for (const item of items) {
    const release = await mutex.acquire();
    try {
      if (item < 0) continue;
      if (item > 9) break;
    } finally {
      release();
    }
  }
}
