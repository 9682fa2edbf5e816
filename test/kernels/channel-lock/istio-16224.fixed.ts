// A config store hands each event to its handlers after it released its lock.
import { Mutex } from "async-mutex";

type Handler = (config: string) => Promise<void>;

class ConfigStore {
  private readonly mutex = new Mutex();
  private readonly handlers: Handler[] = [];
  private readonly configs: string[] = [];

  register(handler: Handler): void {
    this.handlers.push(handler);
  }

  async create(config: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.configs.push(config);
    });
    for (const handler of this.handlers) await handler(config);
  }

  async get(config: string): Promise<boolean> {
    return this.mutex.runExclusive(() => this.configs.includes(config));
  }
}

export async function main(): Promise<void> {
  const store = new ConfigStore();
  store.register(async (config) => {
    console.log(await store.get(config));
  });
  await store.create("a");
}
