// Transfers: the one who shows their progress lets go of all transfers, however he ends.
interface Progress {
  readonly id: string;
  readonly current: number;
  readonly total: number;
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

async function download(id: string, progress: Handover<Progress>): Promise<void> {
  for (let current = 1; current <= 10; current++) await progress.give({ id, current, total: 10 });
}

async function show(progress: Handover<Progress>, total: number): Promise<void> {
  try {
    for (let seen = 0; seen < total; seen++) {
      const one = await progress.take();
      if (one === undefined || one.current > one.total) throw new Error("out of range");
      console.log(one.id, one.current);
    }
  } finally {
    progress.close();
  }
}

export async function transfer(ids: readonly string[]): Promise<void> {
  const progress = new Handover<Progress>();
  const shown = show(progress, ids.length * 10);
  await Promise.all(ids.map((id) => download(id, progress)));
  await shown;
}
