// Adds up all balances while nobody may change them.

import { alice, bob } from "./account";
import { record } from "./ledger";

export async function audit(): Promise<number> {
  return bob.mutex.runExclusive(async () => {
    await record("audit begins");
    return alice.mutex.runExclusive(() => alice.balance + bob.balance);
  });
}
