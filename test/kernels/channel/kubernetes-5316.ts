// A request with a time limit: when it is over nobody takes the result any more, and the work waits to hand it over.
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
    return await results.take(AbortSignal.timeout(timeout));
  }

  get idle(): boolean {
    return this.inFlight === 0;
  }
}
