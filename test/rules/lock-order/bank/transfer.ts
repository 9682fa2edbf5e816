import type { Account } from "./account";
import { record } from "./ledger";

export async function transfer(from: Account, to: Account, amount: number): Promise<void> {
  await from.mutex.runExclusive(async () => {
    await record(`${from.owner} pays ${amount}`);
    await to.mutex.runExclusive(() => {
//        ^^ warning: transfer holds `alice.mutex` and waits for `bob.mutex` (line 7); audit holds `bob.mutex` and waits for `alice.mutex` (line 9)
      from.balance -= amount;
      to.balance += amount;
    });
  });
}
