// Hand-overs that are kept in a field: nobody takes, or somebody may.
class Handover<T> {
  private readonly takers: ((item: T) => void)[] = [];
  private readonly givers: { item: T; taken: () => void }[] = [];

  give(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker === undefined) return new Promise((taken) => this.givers.push({ item, taken }));
    taker(item);
    return Promise.resolve();
  }

  take(): Promise<T> {
    const giver = this.givers.shift();
    if (giver === undefined) return new Promise((resolve) => this.takers.push(resolve));
    giver.taken();
    return Promise.resolve(giver.item);
  }
}

class Watch {
  readonly results = new Handover<string>();

  async run(): Promise<void> {
    await this.results.give("ended");
    //    ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Nobody ends this wait: nothing takes part in `this.results` but Watch.run
    console.log("told");
  }
}

export async function watch(): Promise<void> {
  const one = new Watch();
  await one.run();
}

class Feed {
  readonly results = new Handover<string>();

  async run(): Promise<void> {
    await this.results.give("ended");
    console.log("told");
  }
}

/** Whoever gets it may take. */
export function feed(): Feed {
  const one = new Feed();
  void one.run();
  return one;
}

export class Log {
  private readonly lines = new Handover<string>();

  async write(): Promise<void> {
    await this.lines.give("line");
    console.log("written");
  }

  read(): Promise<string> {
    return this.lines.take();
  }
}
