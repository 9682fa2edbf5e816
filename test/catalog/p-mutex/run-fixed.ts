import Mutex from "p-mutex";

const left = new Mutex();
const right = new Mutex();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left.lock();
  console.log(name, "in");
  await right.lock();
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
