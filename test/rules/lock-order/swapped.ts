import { Mutex } from "async-mutex";

class Account {
  readonly mutex = new Mutex();
  constructor(readonly id: number) {}
}

const alice = new Account(1);
const bob = new Account(2);

async function transfer(from: Account, to: Account): Promise<void> {
  await from.mutex.runExclusive(() => to.mutex.runExclusive(() => {}));
//                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: transfer holds `alice.mutex` and waits for `bob.mutex` (line 12); transfer holds `bob.mutex` and waits for `alice.mutex`
}

export async function both(): Promise<void> {
  await Promise.all([transfer(alice, bob), transfer(bob, alice)]);
}
