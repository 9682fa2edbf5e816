// Transfers: the one who shows their progress gives up at the first that is out of range, and all transfers wait for him.
interface Progress {
  readonly id: string;
  readonly current: number;
  readonly total: number;
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

async function download(id: string, progress: Handover<Progress>): Promise<void> {
  for (let current = 1; current <= 10; current++) await progress.give({ id, current, total: 10 });
}

async function show(progress: Handover<Progress>, total: number): Promise<void> {
  for (let seen = 0; seen < total; seen++) {
    const { id, current, total: size } = await progress.take();
    if (current > size) throw new Error(`${id} is out of range`);
    console.log(id, current);
  }
}

export async function transfer(ids: readonly string[]): Promise<void> {
  const progress = new Handover<Progress>();
  const shown = show(progress, ids.length * 10);
  await Promise.all(ids.map((id) => download(id, progress)));
  await shown;
}
