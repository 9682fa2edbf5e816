import { RWLock } from "async-rwlock";

const left = new RWLock();
const right = new RWLock();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left.writeLock();
  console.log(name, "in");
  await right.writeLock();
  await pause();
  right.unlock();
  console.log(name, "out");
  left.unlock();
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
