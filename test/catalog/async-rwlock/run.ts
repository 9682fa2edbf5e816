import { RWLock } from "async-rwlock";

const left = new RWLock();
const right = new RWLock();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left.writeLock();
  await pause();
  await right.writeLock();
  right.unlock();
  left.unlock();
}

async function second(): Promise<void> {
  await right.writeLock();
  await pause();
  await left.writeLock();
  left.unlock();
  right.unlock();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: RWLock.writeLock() of right, held by second
//> second: RWLock.writeLock() of left, held by first
