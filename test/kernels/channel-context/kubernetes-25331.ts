// A watch: stopping reports an error, which the watcher hands on as the last result before it ends; whoever stops a watch does not read it any more.
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

class WatchChannel {
  readonly results = new Channel<string>(0);
  private readonly errors = new Channel<Error>(1);

  async run(): Promise<void> {
    const error = await this.errors.take();
    await this.results.put(`watch ended: ${error.message}`);
    console.log("the watch is closed");
  }

  async stop(): Promise<void> {
    await this.errors.put(new Error("stopped"));
  }
}

export async function watchOnce(): Promise<void> {
  const watch = new WatchChannel();
  const running = watch.run();
  await watch.stop();
  await running;
}
