// A watcher of a cache: it hands over what is there already, and stopping it does not end that where nobody takes it.
interface Change {
  readonly key: string;
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

export class CacheWatcher {
  private readonly results = new Handover<Change>();
  private stopped = false;

  constructor(
    initial: readonly Change[],
    private readonly source: AsyncIterable<Change>,
    private readonly forget: () => void,
  ) {
    void this.process(initial);
  }

  private async process(initial: readonly Change[]): Promise<void> {
    for (const change of initial) {
      await this.results.give(change);
      if (this.stopped) break;
    }
    for await (const change of this.source) {
      if (this.stopped) break;
      await this.results.give(change);
    }
    this.forget();
  }

  next(): Promise<Change> {
    return this.results.take();
  }

  stop(): void {
    this.stopped = true;
  }
}
