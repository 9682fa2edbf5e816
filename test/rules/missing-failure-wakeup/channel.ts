// Whoever would end the wait in a channel can leave before; beside each the same with nobody left behind.

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

export class Early {
  private open = 0;

  async thrown(load: () => Promise<number>, check: () => boolean): Promise<number> {
    const loaded = new Handover<number>();
    void this.load(loaded, load);
    if (!check()) throw new Error("not now");
    return loaded.take();
  }

  private async load(into: Handover<number>, load: () => Promise<number>): Promise<void> {
    this.open++;
    await into.give(await load());
//        ^^^^^^^^^^^^^^^^^^^^^^^ warning: Early.load may wait here for ever: only Early.thrown ends what waits in `into`, and when it throws at line 32
    this.open--;
  }

  async checked(load: () => Promise<number>, check: () => boolean): Promise<number> {
    if (!check()) throw new Error("not now");
    const loaded = new Handover<number>();
    void this.loadAfter(loaded, load);
    return loaded.take();
  }

  private async loadAfter(into: Handover<number>, load: () => Promise<number>): Promise<void> {
    this.open++;
    await into.give(await load());
    this.open--;
  }
}

export async function inTry(load: () => Promise<number>, prepare: () => Promise<void>): Promise<number> {
  const loaded = new Handover<number>();
  void (async () => {
    await loaded.give(await load());
//        ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: A task of inTry may wait here for ever: only inTry ends what waits in `loaded`, and when it returns at line 67
    console.log("loaded");
  })();
  try {
    await prepare();
  } catch {
    return 0;
  }
  return loaded.take();
}

export async function inFinally(load: () => Promise<number>, prepare: () => Promise<void>): Promise<number> {
  const loaded = new Handover<number>();
  void (async () => {
    await loaded.give(await load());
    console.log("loaded");
  })();
  let result = 0;
  try {
    await prepare();
  } catch {
    return 0;
  } finally {
    result = await loaded.take();
  }
  return result;
}

export async function nothingLeftToDo(load: () => Promise<number>, late: boolean): Promise<number> {
  const loaded = new Handover<number>();
  void (async () => {
    await loaded.give(await load());
//        ^^^^^^^^^^^^^^^^^^^^^^^^^ information: A task of nothingLeftToDo may wait here for ever
  })();
  if (late) return 0;
  return loaded.take();
}

export async function shared(sources: readonly (() => Promise<number>)[]): Promise<number> {
  const loaded = new Handover<number>();
  for (const source of sources)
    void (async () => {
      await loaded.give(await source());
      console.log("loaded");
    })();
  let sum = 0;
  for (const _ of sources) sum += await loaded.take();
  return sum;
}

export function outOfSight(load: () => Promise<number>, late: boolean, publish: (from: Handover<number>) => void): void {
  const loaded = new Handover<number>();
  void (async () => {
    await loaded.give(await load());
    console.log("loaded");
  })();
  publish(loaded);
  if (late) return;
  void loaded.take();
}
