import Bottleneck from "bottleneck";

const left = new Bottleneck({ maxConcurrent: 1 });
const right = new Bottleneck({ maxConcurrent: 1 });

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left.schedule(async () => {
    await pause();
    await right.schedule(pause);
  });
}

async function second(): Promise<void> {
  await right.schedule(async () => {
    await pause();
    await left.schedule(pause);
  });
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: Bottleneck.schedule() of right, held by second
//> second: Bottleneck.schedule() of left, held by first
