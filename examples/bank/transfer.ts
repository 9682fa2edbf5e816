// Moves money between two accounts, and has two bugs.

import type { Account } from "./account";
import { record } from "./ledger";

export async function transfer(from: Account, to: Account, amount: number): Promise<boolean> {
  const releaseFrom = await from.mutex.acquire();
  if (from.balance < amount) {
    return false; // Bug: `from` stays locked for ever.
  }
  await record(`${from.owner} pays ${amount}`);

  const releaseTo = await to.mutex.acquire(); // Bug: whoever locks the two in the other order meets us here.
  from.balance -= amount;
  to.balance += amount;
  releaseTo();
  releaseFrom();
  return true;
}
