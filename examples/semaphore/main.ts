// Four guests share two seats.

import { Semaphore } from "async-mutex";

const seats = new Semaphore(2);
let inside = 0;
let most = 0;

async function sing(guest: string): Promise<void> {
  const [, leave] = await seats.acquire();
  try {
    inside++;
    most = Math.max(most, inside);
    console.log(`${guest} sings`);
    await new Promise((done) => setTimeout(done, 2));
  } finally {
    inside--;
    leave();
  }
}

await Promise.all(["Ann", "Ben", "Cleo", "Dan"].map(sing));
console.log(`at most ${most} at once`);
