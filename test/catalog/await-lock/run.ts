import AwaitLock from "await-lock";

const left = new AwaitLock();
const right = new AwaitLock();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left.acquireAsync();
  await pause();
  await right.acquireAsync();
  right.release();
  left.release();
}

async function second(): Promise<void> {
  await right.acquireAsync();
  await pause();
  await left.acquireAsync();
  left.release();
  right.release();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: AwaitLock.acquireAsync() of right, held by second
//> second: AwaitLock.acquireAsync() of left, held by first
