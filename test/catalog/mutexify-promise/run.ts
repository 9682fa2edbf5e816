import mutexify from "mutexify/promise";

const left = mutexify();
const right = mutexify();

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  const one = await left();
  await pause();
  const two = await right();
  two();
  one();
}

async function second(): Promise<void> {
  const one = await right();
  await pause();
  const two = await left();
  two();
  one();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: mutexify() of right, held by second
//> second: mutexify() of left, held by first
