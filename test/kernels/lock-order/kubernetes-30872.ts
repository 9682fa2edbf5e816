// Federation: an informer calls its handler under its lock, which wants the queue; the queue asks the informer under its own.
import { Mutex } from "async-mutex";

interface Handler {
  onUpdate(item: string): Promise<void>;
}

class Informer {
  private readonly lock = new Mutex();
  private readonly stores: string[] = [];

  constructor(private readonly handler: Handler) {}

  async add(item: string): Promise<void> {
    await this.lock.runExclusive(async () => {
      this.stores.push(item);
      await this.handler.onUpdate(item);
    });
  }

  async has(item: string): Promise<boolean> {
    return this.lock.runExclusive(() => this.stores.includes(item));
  }
}

export class Controller implements Handler {
  private readonly queue = new Mutex();
  private readonly items: string[] = [];
  readonly informer: Informer = new Informer(this);

  async onUpdate(item: string): Promise<void> {
    await this.queue.runExclusive(() => {
      this.items.push(item);
    });
  }

  async reconcile(): Promise<void> {
    await this.queue.runExclusive(async () => {
      const item = this.items.shift();
      if (item !== undefined && !(await this.informer.has(item))) this.items.push(item);
    });
  }
}
