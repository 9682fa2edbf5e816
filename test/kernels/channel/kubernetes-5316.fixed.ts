// A request with a time limit: whoever gives up lets go of the work as well.
class Handover<T> {
  private readonly takers: ((item: T) => void)[] = [];
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

  take(signal: AbortSignal): Promise<T> {
    const giver = this.givers.shift();
    if (giver !== undefined) {
      giver.taken();
      return Promise.resolve(giver.item);
    }
    return new Promise((resolve, reject) => {
      this.takers.push(resolve);
      signal.addEventListener("abort", () => {
        this.takers.splice(this.takers.indexOf(resolve), 1);
        reject(new Error("nobody gave anything in time"));
      });
    });
  }

  close(): void {
    this.closed = true;
    for (const { taken } of this.givers.splice(0)) taken();
  }
}

export class Requests {
  private inFlight = 0;

  async finish<T>(work: () => Promise<T>, timeout: number): Promise<T> {
    const results = new Handover<T>();
    void (async () => {
      this.inFlight++;
      await results.give(await work());
      this.inFlight--;
    })();
    try {
      return await results.take(AbortSignal.timeout(timeout));
    } finally {
      results.close();
    }
  }

  get idle(): boolean {
    return this.inFlight === 0;
  }
}
