// A loop that is told to stop while it waits for the next item, which nobody sends any more.

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

export class Loop {
  private readonly jobs = new Handover<() => void>();
  private stopped = false;
  private running: Promise<void> | undefined;

  start(): void {
    this.running = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopped) (await this.jobs.take())();
  }

  add(job: () => void): void {
    void this.jobs.give(job);
  }

  async stop(): Promise<void> {
//      ^^^^ warning: `Loop.stop` does not end Loop.run: it sets `stopped`, for which Loop.run asks only when its wait in `this.jobs` (line 36) is over
    this.stopped = true;
    await this.running;
  }
}

export class Told {
  private readonly jobs = new Handover<() => void>();
  private stopped = false;
  private running: Promise<void> | undefined;

  start(): void {
    this.running = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopped) (await this.jobs.take())();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    void this.jobs.give(() => undefined);
    await this.running;
  }
}
