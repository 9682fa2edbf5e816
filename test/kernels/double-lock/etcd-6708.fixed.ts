// A client that asks for its endpoints first, and takes the lock only to store them.
import { Mutex } from "async-mutex";

interface HttpClient {
  fetch(path: string): Promise<string[]>;
}

class MembersApi {
  constructor(private readonly client: HttpClient) {}

  list(): Promise<string[]> {
    return this.client.fetch("/members");
  }
}

export class ClusterClient implements HttpClient {
  private readonly mutex = new Mutex();
  private endpoints: string[] = [];

  async fetch(path: string): Promise<string[]> {
    const release = await this.mutex.acquire();
    const found = this.endpoints.map((endpoint) => endpoint + path);
    release();
    return found;
  }

  async sync(): Promise<void> {
    const api = new MembersApi(this);
    const found = await api.list();
    await this.mutex.runExclusive(() => {
      this.endpoints = found;
    });
  }
}
