// A watcher of a cache: stopping it also lets go of what it is handing over.
interface Change {
  readonly key: string;
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

  next(): Promise<Change | undefined> {
    return this.results.take();
  }

  stop(): void {
    this.stopped = true;
    this.results.close();
  }
}
