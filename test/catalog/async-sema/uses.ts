import { Sema } from "async-sema";

const one = new Sema(1);
const two = new Sema(2, { capacity: 10 });

export async function nested(): Promise<void> {
  await one.acquire();
  try {
    await one.acquire();
//        ^^^^^^^^^^^^^ error: `one` is already held here (since line 7)
    one.release();
  } finally {
    one.release();
  }
}

export async function room(): Promise<void> {
  await two.acquire();
  await two.acquire();
//      ^^^^^^^^^^^^^ warning[nested-slot]: a permit of `two` is held here
  two.release();
  two.release();
}

export async function early(skip: boolean): Promise<void> {
  await one.acquire();
//      ^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (skip) return;
  one.release();
}

export async function tried(): Promise<boolean> {
  if (one.tryAcquire() === undefined) return false;
  try {
    return true;
  } finally {
    one.release();
  }
}

export async function inTurn(): Promise<void> {
  await one.acquire();
  one.release();
  await one.acquire();
  one.release();
}
