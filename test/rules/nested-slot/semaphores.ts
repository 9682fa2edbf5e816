import { Semaphore } from "async-mutex";
import { Sema } from "async-sema";

const permits = new Semaphore(2);
const tokens = new Sema(4);

export async function twice(): Promise<void> {
  const first = await permits.acquire();
  const second = await permits.acquire();
//                     ^^^^^^^^^^^^^^^^^ warning: a permit of `permits` is held here (since line 8) while this waits for another
  second[1]();
  first[1]();
}

export async function both(): Promise<void> {
  const [, release] = await permits.acquire(2);
  release();
}

export async function moreThanThereAre(): Promise<void> {
  const [, release] = await permits.acquire();
  try {
    await permits.runExclusive(() => {}, 2);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `permits` has only 2, so it waits for ever
  } finally {
    release();
  }
}

async function alone(): Promise<void> {
  await tokens.drain();
  for (let count = 0; count < 4; count++) tokens.release();
}

export async function drainInside(): Promise<void> {
  await tokens.acquire();
  try {
    await alone();
//        ^^^^^^^ error: this call waits in alone for all of them, also for that one
  } finally {
    tokens.release();
  }
}

export async function givesBackFirst(): Promise<void> {
  const [, release] = await permits.acquire();
  release();
  await permits.runExclusive(() => {});
}

/** It counts what has been made, not who is inside. */
const items = new Semaphore(3);

export function produce(): void {
  items.release();
}

export async function takeTwo(): Promise<void> {
  await items.acquire();
  await items.acquire();
}
