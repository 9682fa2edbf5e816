declare function price(item: string): Promise<number>;

let total = 0;

export async function add(item: string): Promise<void> {
  total += await price(item);
//^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `total` is read before the `await` and written after it
}

export async function sum(items: readonly string[]): Promise<number> {
  let result = 0;
  await Promise.all(
    items.map(async (item) => {
      const before = result;
      const amount = await price(item);
      result = before + amount;
//    ^^^^^^^^^^^^^^^^^^^^^^^^ warning: from what was read at line 14, before the `await` at line 15
    }),
  );
  return result;
}

class Account {
  #balance = 0;
  readonly #stock = new Map<string, number>();

  async deposit(amount: number, save: (balance: number) => Promise<void>): Promise<void> {
    const next = this.#balance;
    await save(next + amount);
    this.#balance = next + amount;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: `this.#balance` is written here from what was read at line 28
  }

  async charge(item: string): Promise<void> {
    this.#balance = this.#balance - (await price(item));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: what other tasks wrote meanwhile is lost
  }

  async take(item: string): Promise<void> {
    const left = this.#stock.get(item) ?? 0;
    await price(item);
    this.#stock.set(item, left - 1);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: `this.#stock[item]` is written here
  }
}

export const account = new Account();
