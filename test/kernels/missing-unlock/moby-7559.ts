// A UDP proxy: a failed dial goes on with the next packet without releasing the table of connections.
import { Mutex } from "async-mutex";

export class Proxy {
  private readonly mutex = new Mutex();
  private readonly table = new Map<string, string>();

  constructor(
    private readonly read: () => Promise<string>,
    private readonly dial: (client: string) => string,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const client = await this.read();
      await this.mutex.acquire();
      let connection = this.table.get(client);
      if (connection === undefined) {
        try {
          connection = this.dial(client);
        } catch {
          continue;
        }
        this.table.set(client, connection);
      }
      this.mutex.release();
    }
  }
}
