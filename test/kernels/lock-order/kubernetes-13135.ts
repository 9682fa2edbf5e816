// A cacher starts by replacing its watch cache under its own lock; the watch cache passes events on to the cacher under its lock.
import { Mutex } from "async-mutex";

type OnEvent = (event: string) => Promise<void>;

class WatchCache {
  private readonly lock = new Mutex();
  private events: string[] = [];
  onEvent: OnEvent | undefined;

  async add(event: string): Promise<void> {
    await this.lock.runExclusive(async () => {
      this.events.push(event);
      if (this.onEvent !== undefined) await this.onEvent(event);
    });
  }

  async replace(events: string[]): Promise<void> {
    await this.lock.runExclusive(() => {
      this.events = events;
    });
  }
}

export class Cacher {
  private readonly lock = new Mutex();
  private readonly cache = new WatchCache();
  private readonly watchers: string[] = [];

  constructor() {
    this.cache.onEvent = (event) => this.process(event);
  }

  private async process(event: string): Promise<void> {
    await this.lock.runExclusive(() => {
      this.watchers.push(event);
    });
  }

  async start(): Promise<void> {
    await this.lock.runExclusive(() => this.cache.replace([]));
  }

  async receive(event: string): Promise<void> {
    await this.cache.add(event);
  }
}
