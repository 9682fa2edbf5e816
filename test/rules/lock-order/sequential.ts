// The same calls one after the other: they never overlap.
import { Mutex } from "async-mutex";

class Account {
  readonly mutex = new Mutex();
}

const alice = new Account();
const bob = new Account();

async function transfer(from: Account, to: Account): Promise<void> {
  await from.mutex.runExclusive(() => to.mutex.runExclusive(() => {}));
}

await transfer(alice, bob);
await transfer(bob, alice);
