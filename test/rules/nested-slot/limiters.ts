import pLimit from "p-limit";

const limit = pLimit(3);
const WIDTH = 2;
const narrow = pLimit(WIDTH);

async function read(name: string): Promise<string> {
  return limit(async () => name);
}

export async function resolve(names: readonly string[]): Promise<string[]> {
  return limit(() => Promise.all(names.map((name) => read(name))));
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this call waits in read for another. 3 such tasks at the same time
}

export async function named(): Promise<void> {
  await narrow(async () => {
    await narrow(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^ warning: 2 such tasks at the same time
  });
}

/** Three levels on two slots: one task is enough. */
export async function deep(): Promise<void> {
  await narrow(async () => {
    await narrow(async () => {
//        ^^^^^^^^^^^^^^^^^^^^ warning: 2 such tasks at the same time
      await narrow(async () => {});
//          ^^^^^^^^^^^^^^^^^^^^^^ error: `narrow` has only 2, so it waits for ever
    });
  });
}

export async function ownAndMany(names: readonly string[]): Promise<void> {
  const mine = pLimit(2);
  const inner = async (name: string): Promise<string> => mine(async () => name);
  await Promise.all(names.map((name) => mine(() => inner(name))));
//                                                 ^^^^^^^^^^^ warning: 2 such tasks at the same time
}

/** How many there are is said elsewhere, but there is a bound. */
export class Loader {
  private readonly slots;

  constructor(concurrency: number) {
    this.slots = pLimit(concurrency);
  }

  async load(id: string): Promise<string> {
    return this.slots(() => this.resolve(id));
//                          ^^^^^^^^^^^^^^^^ warning: As many such tasks as it has slots
  }

  private async resolve(id: string): Promise<string> {
    if (id.startsWith("proxy:")) return this.slots(async () => id.slice(6));
    return id;
  }

  /** A slot around the read only. */
  async loadNarrowly(id: string): Promise<string> {
    const target = id.startsWith("proxy:") ? await this.slots(async () => id.slice(6)) : id;
    return this.slots(async () => target);
  }
}
