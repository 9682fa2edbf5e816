// A client that synchronises its endpoints under the write lock asks for them through an interface that leads back to itself.
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
    await this.mutex.runExclusive(async () => {
      const api = new MembersApi(this);
      this.endpoints = await api.list();
    });
  }
}
