import Mutex from "p-mutex";

const left = new Mutex();
const right = new Mutex();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left.lock();
  await pause();
  await right.lock();
  right.unlock();
  left.unlock();
}

async function second(): Promise<void> {
  await right.lock();
  await pause();
  await left.lock();
  left.unlock();
  right.unlock();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: Mutex.lock() of right, held by second
//> second: Mutex.lock() of left, held by first
