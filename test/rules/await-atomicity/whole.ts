// Read after the await, or nobody can come between.
import { Mutex } from "async-mutex";

declare function price(item: string): Promise<number>;

let total = 0;
const mutex = new Mutex();

export async function add(item: string): Promise<void> {
  const amount = await price(item);
  total += amount;
}

export async function underLock(item: string): Promise<void> {
  await mutex.runExclusive(async () => {
    total += await price(item);
  });
}

export async function between(item: string): Promise<void> {
  const release = await mutex.acquire();
  try {
    total += await price(item);
  } finally {
    release();
  }
}

export async function local(items: readonly string[]): Promise<number> {
  let result = 0;
  for (const item of items) result += await price(item);
  return result;
}

class Account {
  #balance = 0;
  #open = true;
  #saving = false;

  async deposit(amount: number, save: () => Promise<void>): Promise<void> {
    await save();
    this.#balance = this.#balance + amount;
  }

  async close(save: () => Promise<void>): Promise<void> {
    if (!this.#open) return;
    await save();
    this.#open = false;
  }

  async charge(item: string): Promise<void> {
    if (this.#saving) return;
    this.#saving = true;
    try {
      const before = this.#balance;
      this.#balance = before - (await price(item));
    } finally {
      this.#saving = false;
    }
  }

  get open(): boolean {
    return this.#open;
  }
}

export const account = new Account();
