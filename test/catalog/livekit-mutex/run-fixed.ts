import { Mutex, MultiMutex } from "@livekit/mutex";

const left = new Mutex();
const right = new MultiMutex(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  const one = await left.lock();
  console.log(name, "in");
  const two = await right.lock();
  await pause();
  two();
  console.log(name, "out");
  one();
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
