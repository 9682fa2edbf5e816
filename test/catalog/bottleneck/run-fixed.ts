import Bottleneck from "bottleneck";

const left = new Bottleneck({ maxConcurrent: 1 });
const right = new Bottleneck({ maxConcurrent: 1 });

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left.schedule(async () => {
    console.log(name, "in");
    await pause();
    await right.schedule(pause);
    console.log(name, "out");
  });
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
