// Two withdrawals at once, without a lock and with one.

import { Mutex } from "async-mutex";

const account = { balance: 100 };
const lock = new Mutex();

async function withdraw(amount: number): Promise<void> {
  const before = account.balance;
  await new Promise((done) => setTimeout(done, 1));
  account.balance = before - amount;
}

async function withdrawSafely(amount: number): Promise<void> {
  await lock.runExclusive(() => withdraw(amount));
}

await Promise.all([withdraw(10), withdraw(20)]);
console.log(`without a lock: ${account.balance}`);

account.balance = 100;
await Promise.all([withdrawSafely(10), withdrawSafely(20)]);
console.log(`with a lock: ${account.balance}`);
