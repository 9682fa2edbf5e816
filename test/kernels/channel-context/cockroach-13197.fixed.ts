// A transaction rolls back when its context ends, and a task waits for that; beginning one that fails half-way cancels it.
import { once } from "node:events";

type Send = (statement: string) => Promise<string>;

class Transaction {
  private readonly context = new AbortController();

  constructor(private readonly send: Send) {
    void this.awaitDone();
  }

  private async awaitDone(): Promise<void> {
    await once(this.context.signal, "abort");
    await this.send("ROLLBACK");
  }

  async execute(statement: string): Promise<string> {
    return this.send(statement);
  }

  cancel(): void {
    this.context.abort();
  }
}

export async function begin(send: Send, isolation: string): Promise<Transaction> {
  const transaction = new Transaction(send);
  try {
    const reply = await transaction.execute(`BEGIN ${isolation}`);
    if (reply !== "BEGIN") throw new Error(`unexpected reply: ${reply}`);
    return transaction;
  } catch (error) {
    transaction.cancel();
    throw error;
  }
}
