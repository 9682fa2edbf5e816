import { AsyncQueue } from "@sapphire/async-queue";

const left = new AsyncQueue();
const right = new AsyncQueue();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left.wait();
  await pause();
  await right.wait();
  right.shift();
  left.shift();
}

async function second(): Promise<void> {
  await right.wait();
  await pause();
  await left.wait();
  left.shift();
  right.shift();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: AsyncQueue.wait() of right, held by second
//> second: AsyncQueue.wait() of left, held by first
