import Semaphore, { Lock } from "semaphore-async-await";

const left = new Lock();
const right = new Semaphore(1);

export async function nested(): Promise<void> {
  await left.acquire();
  try {
    await left.acquire();
//        ^^^^^^^^^^^^^^ error: `left` is already held here
    left.release();
  } finally {
    left.release();
  }
}

export async function early(stop: boolean): Promise<void> {
  await left.acquire();
//      ^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  left.release();
}

export async function inFinally(stop: boolean): Promise<void> {
  await left.acquire();
  try {
    if (stop) return;
    await right.acquire();
    right.release();
  } finally {
    left.release();
  }
}

export async function inTurn(): Promise<void> {
  await left.acquire();
  left.release();
  await left.acquire();
  left.release();
}

export async function waited(): Promise<void> {
  if (!(await left.waitFor(100))) return;
  left.release();
}

export async function around(): Promise<void> {
  await right.execute(() => right.execute(async () => {}));
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `right` is already held here
}
