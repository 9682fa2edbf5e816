import { AsyncQueue } from "@sapphire/async-queue";

const left = new AsyncQueue();
const right = new AsyncQueue();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left.wait();
  console.log(name, "in");
  await right.wait();
  await pause();
  right.shift();
  console.log(name, "out");
  left.shift();
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
