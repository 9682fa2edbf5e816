// Health checks: the probe hands over its result by a rendezvous; once the monitor has taken the way of the stop, nobody takes it.
class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T | undefined) => void)[] = [];
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

  /** `undefined`: it was told to stop before there was anything. */
  async take(stop: AbortSignal): Promise<T | undefined> {
    const item = this.items.shift();
    if (item !== undefined) {
      this.putters.shift()?.();
      return item;
    }
    return new Promise<T | undefined>((resolve) => {
      this.takers.push(resolve);
      stop.addEventListener("abort", () => {
        this.takers.splice(this.takers.indexOf(resolve), 1);
        resolve(undefined);
      });
    });
  }
}

type Probe = () => Promise<boolean>;

async function runProbe(probe: Probe, results: Channel<boolean>): Promise<void> {
  const healthy = await probe();
  await results.put(healthy);
  console.log("the result has been handed over");
}

export async function monitor(probe: Probe, stop: AbortSignal): Promise<void> {
  for (;;) {
    const results = new Channel<boolean>(0);
    void runProbe(probe, results);
    const healthy = await results.take(stop);
    if (healthy === undefined) return;
    console.log("healthy", healthy);
  }
}
