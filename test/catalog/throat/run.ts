import throat from "throat";

const left = throat(1);
const right = throat(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await left(async () => {
    await pause();
    await right(pause);
  });
}

async function second(): Promise<void> {
  await right(async () => {
    await pause();
    await left(pause);
  });
}

await Promise.all([first(), second()]);
//> deadlock
//> main: the end of Promise.all
//> first: throat() of right, held by second
//> second: throat() of left, held by first
