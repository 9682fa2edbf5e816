// The body of a section that gives a promise: it ends however it ends.
import AsyncLock from "async-lock";

const lock = new AsyncLock();

export async function store(text: string, put: (value: unknown) => void): Promise<void> {
  await lock.acquire("store", async () => {
    const value: unknown = JSON.parse(text);
    if (value === null) return;
    put(value);
  });
}
