// Puts and gets that wait, and ones that fail instead.

import { BoundedQueue } from "./queue";

const queue = new BoundedQueue<string>(2);

function tried(what: string, attempt: () => unknown): void {
  try {
    console.log(`${what}: ${attempt() ?? "done"}`);
  } catch (error) {
    console.log(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}

async function putThree(): Promise<void> {
  for (const item of ["a", "b", "c"]) {
    await queue.put(item);
    console.log(`put ${item}`);
  }
}

tried("get at once", () => queue.getNowait());
const putting = putThree();
await new Promise((done) => setTimeout(done, 1));
console.log(`full: ${queue.full}`);
tried("put at once", () => queue.putNowait("d"));
console.log(`got ${await queue.get()}`);
await putting;
console.log(`left: ${queue.size}`);
