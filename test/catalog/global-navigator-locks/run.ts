async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function first(): Promise<void> {
  await navigator.locks.request("a", async () => {
    await pause();
    await navigator.locks.request("b", pause);
  });
}

async function second(): Promise<void> {
  await navigator.locks.request("b", async () => {
    await pause();
    await navigator.locks.request("a", pause);
  });
}

await Promise.all([first(), second()]);
export {};
//> deadlock
//> main: the end of Promise.all
//> first: navigator.locks.request("b"), held by second
//> second: navigator.locks.request("a"), held by first
