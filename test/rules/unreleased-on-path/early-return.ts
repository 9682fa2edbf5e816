import { Mutex } from "async-mutex";

export class Account {
  private readonly mutex = new Mutex();
  balance = 0;

  async withdraw(amount: number): Promise<boolean> {
    const release = await this.mutex.acquire();
//                        ^^^^^^^^^^^^^^^^^^^^ error: `this.mutex` stays locked for ever when Account.withdraw returns at line 11
    if (this.balance < amount) {
      return false;
    }
    this.balance -= amount;
    release();
    return true;
  }
}
