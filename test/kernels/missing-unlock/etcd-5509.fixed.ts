// A client hands out its connection and keeps the lock until the caller is done; every refusal gives it back.
import { Mutex } from "async-mutex";

interface Lease {
  readonly connection: string;
  readonly done: () => void;
}

export class Client {
  private readonly mutex = new Mutex();
  private connection: string | undefined = "127.0.0.1";
  private closed = false;

  close(): void {
    this.closed = true;
    this.connection = undefined;
  }

  private async lease(): Promise<Lease | undefined> {
    const done = await this.mutex.acquire();
    if (this.closed) {
      done();
      return undefined;
    }
    if (this.connection === undefined) {
      done();
      return undefined;
    }
    return { connection: this.connection, done };
  }

  async get(key: string): Promise<string> {
    const lease = await this.lease();
    if (lease === undefined) return "";
    const value = `${lease.connection}/${key}`;
    lease.done();
    return value;
  }
}
