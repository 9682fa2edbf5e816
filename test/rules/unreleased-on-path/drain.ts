// All permits are taken one by one, which waits for everybody who holds one; they are given back in a second loop.
import { Sema } from "async-sema";

const LIMIT = 4;
const tokens = new Sema(LIMIT);

export async function whenNobodyIsInside(work: () => void): Promise<void> {
  for (let count = 0; count < LIMIT; count++) await tokens.acquire();
  work();
  for (let count = 0; count < LIMIT; count++) tokens.release();
}

export async function inFinally(work: () => void): Promise<void> {
  for (let count = 0; count < LIMIT; count++) await tokens.acquire();
  try {
    work();
  } finally {
    for (let count = 0; count < LIMIT; count++) tokens.release();
  }
}

/** One of them in each turn, forgotten where there is nothing to do. */
export async function forgets(items: readonly string[]): Promise<void> {
  for (const item of items) {
    await tokens.acquire();
//        ^^^^^^^^^^^^^^^^ error: stays locked for ever when the loop is left or continued at line 27
    if (item === "") continue;
    tokens.release();
  }
}
