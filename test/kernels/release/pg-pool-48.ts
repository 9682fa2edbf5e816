// A pool of one: a query that fails does not put its client back.
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
    const rows = await client.query(text);
    this.give(client);
    return rows;
  }
}
