import mutexify from "mutexify/promise";

const left = mutexify();
const right = mutexify();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  const one = await left();
  console.log(name, "in");
  const two = await right();
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
