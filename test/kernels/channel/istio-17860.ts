// A proxy agent: once it is told to stop it reads no exit status any more, and each proxy that ends later waits for its reader.
interface Exit {
  readonly epoch: number;
  readonly code: number;
}

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
      const { code } = await this.exits.take();
      if (code !== 0) this.launch();
    }
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
