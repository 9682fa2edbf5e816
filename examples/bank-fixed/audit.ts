// Adds up all balances while nobody may change them. Locks Alice's account (id 1) before Bob's (id 2), as `transfer` does.

import { alice, bob } from "./account";
import { record } from "./ledger";

export async function audit(): Promise<number> {
  const releaseAlice = await alice.mutex.acquire();
  try {
    const releaseBob = await bob.mutex.acquire();
    try {
      await record("audit begins");
      return alice.balance + bob.balance;
    } finally {
      releaseBob();
    }
  } finally {
    releaseAlice();
  }
}
