import throat from "throat";

const left = throat(1);
const right = throat(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function visit(name: string): Promise<void> {
  await left(async () => {
    console.log(name, "in");
    await pause();
    await right(pause);
    console.log(name, "out");
  });
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
