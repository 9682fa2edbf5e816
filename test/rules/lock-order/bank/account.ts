// An account guards its balance with a mutex of its own.

import { Mutex } from "async-mutex";

export class Account {
  readonly mutex = new Mutex();

  constructor(
    readonly owner: string,
    public balance: number,
  ) {}
}

export const alice = new Account("Alice", 100);
export const bob = new Account("Bob", 50);
