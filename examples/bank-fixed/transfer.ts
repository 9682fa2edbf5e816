// Moves money between two accounts. Locks in the order of ids, releases on every path.

import type { Account } from "./account";
import { record } from "./ledger";

export async function transfer(from: Account, to: Account, amount: number): Promise<boolean> {
  const [first, second] = from.id < to.id ? [from, to] : [to, from];
  return first.mutex.runExclusive(() =>
    second.mutex.runExclusive(async () => {
      if (from.balance < amount) return false;
      await record(`${from.owner} pays ${amount}`);
      from.balance -= amount;
      to.balance += amount;
      return true;
    }),
  );
}
