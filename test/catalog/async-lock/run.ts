import AsyncLock from "async-lock";

const lock = new AsyncLock();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await lock.acquire("a", async () => {
    await pause();
    await lock.acquire("b", pause);
  });
}

async function second(): Promise<void> {
  await lock.acquire("b", async () => {
    await pause();
    await lock.acquire("a", pause);
  });
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: AsyncLock.acquire() of lock["b"], held by second
//> second: AsyncLock.acquire() of lock["a"], held by first
