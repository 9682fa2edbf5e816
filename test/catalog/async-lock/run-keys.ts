import AsyncLock from "async-lock";

const lock = new AsyncLock();

async function take(keys: string[], name: string): Promise<void> {
  await lock.acquire(keys, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    console.log(name);
  });
}

async function done(): Promise<void> {
  await lock.acquire("a", (end) => {
    setTimeout(() => end(), 5);
  });
  console.log("ended by call");
}

await Promise.all([take(["a", "b"], "first"), take(["a", "b"], "second"), done()]);
//> says first
//> says second
//> says ended by call
//> completed
