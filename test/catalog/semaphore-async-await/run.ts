import Semaphore, { Lock } from "semaphore-async-await";

const left = new Lock();
const right = new Semaphore(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left.acquire();
  await pause();
  await right.acquire();
  right.release();
  left.release();
}

async function second(): Promise<void> {
  await right.acquire();
  await pause();
  await left.acquire();
  left.release();
  right.release();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: Semaphore.acquire() of right, held by second
//> second: Lock.acquire() of left, held by first
