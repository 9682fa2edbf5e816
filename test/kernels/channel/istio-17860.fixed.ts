// A proxy agent: once it is told to stop it lets go of all who have an exit status to hand over.
interface Exit {
  readonly epoch: number;
  readonly code: number;
}

class Handover<T> {
  private readonly takers: ((item: T | undefined) => void)[] = [];
  private readonly givers: { item: T; taken: () => void }[] = [];
  private closed = false;

  give(item: T): Promise<void> {
    if (this.closed) return Promise.resolve();
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return Promise.resolve();
    }
    return new Promise((taken) => this.givers.push({ item, taken }));
  }

  take(): Promise<T | undefined> {
    const giver = this.givers.shift();
    if (giver !== undefined) {
      giver.taken();
      return Promise.resolve(giver.item);
    }
    if (this.closed) return Promise.resolve(undefined);
    return new Promise((resolve) => this.takers.push(resolve));
  }

  /** Nobody waits here any more. */
  close(): void {
    this.closed = true;
    for (const { taken } of this.givers.splice(0)) taken();
    for (const taker of this.takers.splice(0)) taker(undefined);
  }
}

export class Agent {
  private readonly exits = new Handover<Exit>();
  private readonly active = new Set<number>();
  private epoch = 0;

  constructor(private readonly proxy: (epoch: number) => Promise<number>) {}

  start(signal: AbortSignal): void {
    void this.watch(signal);
    this.launch();
  }

  private async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const exit = await this.exits.take();
      if (exit !== undefined && exit.code !== 0) this.launch();
    }
    this.exits.close();
  }

  private launch(): void {
    void this.wait(this.epoch++);
  }

  private async wait(epoch: number): Promise<void> {
    this.active.add(epoch);
    const code = await this.proxy(epoch);
    await this.exits.give({ epoch, code });
    this.active.delete(epoch);
  }

  get idle(): boolean {
    return this.active.size === 0;
  }
}
