import { Mutex, MultiMutex } from "@livekit/mutex";

const left = new Mutex();
const right = new MultiMutex(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  const one = await left.lock();
  await pause();
  const two = await right.lock();
  two();
  one();
}

async function second(): Promise<void> {
  const one = await right.lock();
  await pause();
  const two = await left.lock();
  two();
  one();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: MultiMutex.lock() of right, held by second
//> second: Mutex.lock() of left, held by first
