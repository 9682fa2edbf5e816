// Tested and taken in one step, or looked at again after each wait.
const locks = new Map<string, Promise<unknown>>();
let turn: Promise<void> | undefined;
let locked = false;

export async function again<T>(key: string, work: () => Promise<T>): Promise<T> {
  while (locks.has(key)) await locks.get(key);
  const mine = work();
  locks.set(key, mine);
  try {
    return await mine;
  } finally {
    locks.delete(key);
  }
}

export async function chained(work: () => Promise<void>): Promise<void> {
  const before = turn;
  const mine = (async () => {
    await before?.catch(() => undefined);
    await work();
  })();
  turn = mine;
  await mine;
}

export async function polled(work: () => Promise<void>): Promise<void> {
  while (locked) await new Promise((resolve) => setTimeout(resolve, 5));
  locked = true;
  try {
    await work();
  } finally {
    locked = false;
  }
}

class Job {
  #busy = false;
  #server: Promise<void> | undefined;

  async run(prepare: () => Promise<void>, work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await prepare();
      await work();
    } finally {
      this.#busy = false;
    }
  }

  async restart(stop: () => Promise<void>): Promise<void> {
    if (this.#busy) throw new Error("busy");
    await stop();
    if (this.#busy) return;
    this.#busy = true;
    await stop().finally(() => {
      this.#busy = false;
    });
  }

  async close(): Promise<void> {
    if (this.#server !== undefined) await this.#server;
    this.#server = undefined;
  }
}

export const job = new Job();

const tails = new Map<string, Promise<void>>();

/** It looks again after each wait. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  for (let before = tails.get(key); before !== undefined; before = tails.get(key)) await before;
  let release = (): void => {};
  tails.set(
    key,
    new Promise<void>((resolve) => {
      release = resolve;
    }),
  );
  try {
    return await work();
  } finally {
    tails.delete(key);
    release();
  }
}
