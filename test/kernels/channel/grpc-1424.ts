// Dialling: a watcher hands the resolved address to whoever dials, but a dial that fails has gone without taking it.
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

export class Client {
  private watchers = 0;

  constructor(
    private readonly resolve: (target: string) => Promise<string>,
    private readonly credentials: () => Promise<string | undefined>,
  ) {}

  private async watch(target: string, resolved: Handover<string>): Promise<void> {
    this.watchers++;
    await resolved.give(await this.resolve(target));
    this.watchers--;
  }

  async dial(target: string): Promise<string> {
    const resolved = new Handover<string>();
    void this.watch(target, resolved);
    const credentials = await this.credentials();
    if (credentials === undefined) throw new Error("no credentials");
    return `${credentials}@${await resolved.take()}`;
  }

  get idle(): boolean {
    return this.watchers === 0;
  }
}
