// A worker with a quiet period: on its way out it only stops the timer, whose tick has been taken.
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

class Timer {
  readonly ticks = new Channel<number>(1);
  private readonly handle: ReturnType<typeof setTimeout>;
  private running = true;

  constructor(delay: number) {
    this.handle = setTimeout(() => {
      this.running = false;
      void this.ticks.put(Date.now());
    }, delay);
  }

  /** False: it has gone off already. */
  stop(): boolean {
    clearTimeout(this.handle);
    const stopped = this.running;
    this.running = false;
    return stopped;
  }
}

export async function collect(changes: Channel<string>, quiet: number): Promise<readonly string[]> {
  const timer = new Timer(quiet);
  const tick = timer.ticks.take();
  const seen: string[] = [];
  for (;;) {
    const next = await Promise.race([changes.take(), tick]);
    if (typeof next === "number") break;
    seen.push(next);
  }
  timer.stop();
  return seen;
}
