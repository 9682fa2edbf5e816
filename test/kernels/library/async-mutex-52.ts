// That nobody held the lock a moment ago is taken for having it.
import { Mutex } from "async-mutex";

const mutex = new Mutex();
let balance = 0;

export async function deposit(amount: number, audit: () => Promise<void>): Promise<void> {
  await mutex.waitForUnlock();
  const before = balance;
  await audit();
  balance = before + amount;
}
