import Semaphore, { Lock } from "semaphore-async-await";

const left = new Lock();
const right = new Semaphore(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left.acquire();
  console.log(name, "in");
  await right.acquire();
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
