// A benchmark: when it is stopped it returns at once, while the call in flight still wants to hand over its time.
class Handover<T> {
  private readonly takers: ((item: T) => void)[] = [];
  private readonly givers: { item: T; taken: () => void }[] = [];

  give(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return Promise.resolve();
    }
    return new Promise((taken) => this.givers.push({ item, taken }));
  }

  take(): Promise<T> {
    const giver = this.givers.shift();
    if (giver !== undefined) {
      giver.taken();
      return Promise.resolve(giver.item);
    }
    return new Promise((resolve) => this.takers.push(resolve));
  }
}

export class Benchmark {
  readonly times: number[] = [];
  private stopped = false;
  private running = 0;

  constructor(private readonly call: () => Promise<void>) {}

  async run(): Promise<void> {
    const done = new Handover<number>();
    for (;;) {
      void (async () => {
        const start = performance.now();
        this.running++;
        await this.call();
        await done.give(performance.now() - start);
        this.running--;
      })();
      if (this.stopped) return;
      this.times.push(await done.take());
    }
  }

  stop(): void {
    this.stopped = true;
  }

  get idle(): boolean {
    return this.running === 0;
  }
}
