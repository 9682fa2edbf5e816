import * as threads from "node:worker_threads";

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function take(first: string, second: string): Promise<void> {
  await threads.locks.request(first, async () => {
    await pause();
    await threads.locks.request(second, pause);
  });
}

await Promise.all([take("a", "b"), take("b", "a")]);
//> deadlock
//> main: the end of Promise.all
//> take: navigator.locks.request("b"), held by take #2
//> take #2: navigator.locks.request("a"), held by take
