// A UDP proxy: a failed dial releases the table before the next packet.
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
          this.mutex.release();
          continue;
        }
        this.table.set(client, connection);
      }
      this.mutex.release();
    }
  }
}
