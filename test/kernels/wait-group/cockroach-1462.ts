// A stopper waits for its workers; a worker that hands on messages does not notice the stop while it waits for somebody to take one.
class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];
  private readonly putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return;
    }
    this.items.push(item);
    if (this.items.length > this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) {
      this.putters.shift()?.();
      return item;
    }
    return new Promise<T>((resolve) => this.takers.push(resolve));
  }
}

class Stopper {
  private readonly workers: Promise<void>[] = [];
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  runWorker(worker: () => Promise<void>): void {
    this.workers.push(worker());
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.workers);
  }
}

class Transport {
  readonly events = new Channel<string>(0);

  start(stopper: Stopper): void {
    stopper.runWorker(async () => {
      while (!stopper.isStopping) await this.events.put("message");
    });
  }
}

export async function intercept(): Promise<void> {
  const stopper = new Stopper();
  const transport = new Transport();
  transport.start(stopper);
  console.log(await transport.events.take());
  await stopper.stop();
}
