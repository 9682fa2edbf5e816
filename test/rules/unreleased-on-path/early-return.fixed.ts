import { Mutex } from "async-mutex";

export class Account {
  private readonly mutex = new Mutex();
  balance = 0;

  async withdraw(amount: number): Promise<boolean> {
    const release = await this.mutex.acquire();
    try {
      if (this.balance < amount) {
        return false;
      }
      this.balance -= amount;
      return true;
    } finally {
      release();
    }
  }
}
