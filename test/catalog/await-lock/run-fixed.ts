import AwaitLock from "await-lock";

const left = new AwaitLock();
const right = new AwaitLock();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left.acquireAsync();
  console.log(name, "in");
  await right.acquireAsync();
  await pause();
  right.release();
  console.log(name, "out");
  left.release();
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
