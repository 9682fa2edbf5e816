// The lock is taken.
import { Mutex } from "async-mutex";

const mutex = new Mutex();
let balance = 0;

export async function deposit(amount: number, audit: () => Promise<void>): Promise<void> {
  await mutex.runExclusive(async () => {
    const before = balance;
    await audit();
    balance = before + amount;
  });
}
