import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function onlyOneBranch(list: readonly number[]): Promise<number> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error: `mutex` stays locked for ever
  let sum = 0;
  if (list.length > 0) {
    for (const one of list) sum += one;
    release();
  }
  return sum;
}

export async function bothBranches(list: readonly number[]): Promise<number> {
  const release = await mutex.acquire();
  if (list.length > 0) {
    const sum = list.reduce((a, b) => a + b, 0);
    release();
    return sum;
  }
  release();
  return 0;
}

export async function never(): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error: because never never releases it
  console.log(typeof release);
}

export async function switched(kind: "a" | "b" | "c"): Promise<number> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error: when switched returns at line 41
  switch (kind) {
    case "a":
      release();
      return 1;
    case "b":
      return 2;
    default:
      release();
  }
  return 3;
}

export async function manual(list: number[]): Promise<number | undefined> {
  await mutex.acquire();
//      ^^^^^^^^^^^^^^^ error: when manual returns at line 51
  if (list.length === 0) return undefined;
  const one = list.pop();
  mutex.release();
  return one;
}
