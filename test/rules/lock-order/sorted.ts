import { Mutex } from "async-mutex";

export class Account {
  readonly mutex = new Mutex();
  constructor(readonly id: number) {}
}

export const alice = new Account(1);
export const bob = new Account(2);

async function byChoice(from: Account, to: Account): Promise<void> {
  const [first, second] = from.id < to.id ? [from, to] : [to, from];
  await first.mutex.runExclusive(() => second.mutex.runExclusive(() => {}));
}

async function bySwap(from: Account, to: Account): Promise<void> {
  let first = from;
  let second = to;
  if (from.id > to.id) {
    first = to;
    second = from;
  }
  await first.mutex.runExclusive(() => second.mutex.runExclusive(() => {}));
}

async function byBranch(from: Account, to: Account): Promise<void> {
  if (from.id < to.id) {
    await from.mutex.runExclusive(() => to.mutex.runExclusive(() => {}));
  } else {
    await to.mutex.runExclusive(() => from.mutex.runExclusive(() => {}));
  }
}

async function bySort(...accounts: Account[]): Promise<void> {
  const releases: (() => void)[] = [];
  for (const account of accounts.sort((a, b) => a.id - b.id)) releases.push(await account.mutex.acquire());
  for (const release of releases) release();
}

export async function all(): Promise<void> {
  await Promise.all([byChoice(alice, bob), byChoice(bob, alice)]);
  await Promise.all([bySwap(alice, bob), bySwap(bob, alice)]);
  await Promise.all([byBranch(alice, bob), byBranch(bob, alice)]);
  await Promise.all([bySort(alice, bob), bySort(bob, alice)]);
}
