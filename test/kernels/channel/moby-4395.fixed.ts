// Attaching to a container: the outcomes of both of its copies are taken.
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

let running = 0;

/** Starts the work; its outcome can be taken when it is done. */
function go(work: () => Promise<void>): Handover<Error | undefined> {
  const outcome = new Handover<Error | undefined>();
  void (async () => {
    running++;
    let failure: Error | undefined;
    try {
      await work();
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    await outcome.give(failure);
    running--;
  })();
  return outcome;
}

export async function attach(copyIn: () => Promise<void>, copyOut: () => Promise<void>): Promise<void> {
  const writing = go(copyIn);
  const reading = go(copyOut);
  const failure = (await reading.take()) ?? (await writing.take());
  if (failure !== undefined) throw failure;
}

export function isIdle(): boolean {
  return running === 0;
}
