// An account guards its balance with a mutex of its own. Whoever needs two accounts locks them in the order of their ids.

import { Mutex } from "async-mutex";

export class Account {
  readonly mutex = new Mutex();

  constructor(
    readonly id: number,
    readonly owner: string,
    public balance: number,
  ) {}
}

export const alice = new Account(1, "Alice", 100);
export const bob = new Account(2, "Bob", 50);
