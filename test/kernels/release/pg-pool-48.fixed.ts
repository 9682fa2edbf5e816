// A pool of one: a query puts its client back whether or not it fails.
interface Client {
  query(text: string): Promise<unknown>;
}

export class Pool {
  private readonly free: Client[];
  private readonly waiting: ((client: Client) => void)[] = [];

  constructor(client: Client) {
    this.free = [client];
  }

  private async take(): Promise<Client> {
    const client = this.free.pop();
    return client ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  private give(client: Client): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.push(client);
    else next(client);
  }

  async query(text: string): Promise<unknown> {
    const client = await this.take();
    try {
      return await client.query(text);
    } finally {
      this.give(client);
    }
  }
}
