import mortice from "mortice";

const left = mortice({ name: "left" });
const right = mortice({ name: "right" });

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  const outer = await left.writeLock();
  await pause();
  const inner = await right.writeLock();
  inner();
  outer();
}

async function second(): Promise<void> {
  const outer = await right.readLock();
  await pause();
  const inner = await left.readLock();
  inner();
  outer();
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: Mortice.writeLock() of right, held by second
//> second: Mortice.readLock() of left, held by first
