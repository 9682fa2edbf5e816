import pLimit from "p-limit";

class Barrier {
  private arrived = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly parties: number) {}

  async arrive(): Promise<void> {
    this.arrived++;
    if (this.arrived < this.parties) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      return;
    }
    this.arrived = 0;
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

declare function step(name: string): Promise<void>;

export async function tooFewSlots(): Promise<void> {
  const limit = pLimit(2);
  const barrier = new Barrier(3);
  await Promise.all(
    ["a", "b", "c"].map((name) =>
      limit(async () => {
        await step(name);
        await barrier.arrive();
//            ^^^^^^^^^^^^^^^^ warning: `limit` lets 2 run at the same time
      }),
    ),
  );
}

export async function enoughSlots(): Promise<void> {
  const limit = pLimit(3);
  const barrier = new Barrier(3);
  await Promise.all(
    ["a", "b", "c"].map((name) =>
      limit(async () => {
        await step(name);
        await barrier.arrive();
      }),
    ),
  );
}

export async function asManyAsThereAre(names: readonly string[]): Promise<void> {
  const limit = pLimit(4);
  const barrier = new Barrier(names.length);
  await Promise.all(
    names.map((name) =>
      limit(async () => {
        await step(name);
        await barrier.arrive();
//            ^^^^^^^^^^^^^^^^ warning: Not all parties of this barrier can be here at the same time
      }),
    ),
  );
}

/** They meet outside of the slots. */
export async function outside(names: readonly string[]): Promise<void> {
  const limit = pLimit(4);
  const barrier = new Barrier(names.length);
  await Promise.all(
    names.map(async (name) => {
      await limit(() => step(name));
      await barrier.arrive();
    }),
  );
}
