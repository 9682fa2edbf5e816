import { Mutex } from "await-semaphore";

const left = new Mutex();
const right = new Mutex();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function one(): Promise<void> {
  await left.use(async () => {
    await pause();
    await right.use(pause);
  });
}

async function other(): Promise<void> {
  const release = await right.acquire();
  await pause();
  await left.use(pause);
  release();
}

await Promise.all([one(), other()]);
//> deadlock
//> main: the end of Promise.all
//> one: Mutex.use() of right, held by other
//> other: Mutex.use() of left, held by one
