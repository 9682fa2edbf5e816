class WaitGroup {
  private count = 0;
  private waiting: (() => void)[] = [];

  add(n: number): void {
    this.count += n;
  }

  done(): void {
    this.count--;
    if (this.count > 0) return;
    for (const wake of this.waiting.splice(0)) wake();
  }

  async wait(): Promise<void> {
    if (this.count > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

class Latch {
  private resolve: () => void = () => {};
  readonly opened = new Promise<void>((resolve) => {
    this.resolve = resolve;
  });

  constructor(private count: number) {}

  countDown(): void {
    if (--this.count === 0) this.resolve();
  }
}

declare function load(name: string): Promise<void>;

export async function inTheLoop(names: readonly string[]): Promise<void> {
  const group = new WaitGroup();
  group.add(names.length);
  for (const name of names) {
    void load(name).finally(() => group.done());
    await group.wait();
//        ^^^^^^^^^^^^ warning: each turn of the loop starts only one of them
  }
}

export async function afterTheLoop(names: readonly string[]): Promise<void> {
  const group = new WaitGroup();
  group.add(names.length);
  for (const name of names) void load(name).finally(() => group.done());
  await group.wait();
}

/** One at a time. */
export async function oneByOne(names: readonly string[]): Promise<void> {
  const group = new WaitGroup();
  for (const name of names) {
    group.add(1);
    void load(name).finally(() => group.done());
    await group.wait();
  }
}

export async function leavesEarly(names: readonly string[]): Promise<void> {
  const group = new WaitGroup();
  group.add(names.length);
  names.forEach(async (name) => {
    if (name === "") return;
//                   ^^^^^^^ warning: A participant leaves here without counting down: `group` counts `names.length` (line 64)
    await load(name).catch(() => {});
    group.done();
  });
  await group.wait();
}

export async function fails(names: readonly string[]): Promise<void> {
  const group = new WaitGroup();
  group.add(names.length);
  names.forEach(async (name) => {
    await load(name);
//  ^^^^^^^^^^^^^^^^ warning: If `load(name)` fails, this participant never counts down
    group.done();
  });
  await group.wait();
}

export async function countsInFinally(names: readonly string[]): Promise<void> {
  const group = new WaitGroup();
  group.add(names.length);
  names.forEach(async (name) => {
    try {
      if (name === "") return;
      await load(name);
    } finally {
      group.done();
    }
  });
  await group.wait();
}

export async function mayBeEmpty(names: readonly string[]): Promise<void> {
  const latch = new Latch(names.length);
//              ^^^^^^^^^^^^^^^^^^^^^^^ warning: With an empty `names` nobody ends this wait
  for (const name of names) void load(name).finally(() => latch.countDown());
  await latch.opened;
}

export async function isNotEmpty(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const latch = new Latch(names.length);
  for (const name of names) void load(name).finally(() => latch.countDown());
  await latch.opened;
}

export async function oneTooFew(): Promise<void> {
  const latch = new Latch(3);
  void (async () => {
    await load("a").catch(() => {});
    latch.countDown();
  })();
  void (async () => {
    await load("b").catch(() => {});
    latch.countDown();
  })();
  await latch.opened;
//      ^^^^^^^^^^^^ warning: Only 2 of `3` participants ever counts `latch` down
}

export async function asMany(): Promise<void> {
  const latch = new Latch(2);
  void (async () => {
    await load("a").catch(() => {});
    latch.countDown();
  })();
  void (async () => {
    await load("b").catch(() => {});
    latch.countDown();
  })();
  await latch.opened;
}

/** Somebody else may count down as often as needed. */
export async function handedOn(each: (latch: Latch) => void): Promise<void> {
  const latch = new Latch(3);
  each(latch);
  latch.countDown();
  await latch.opened;
}
