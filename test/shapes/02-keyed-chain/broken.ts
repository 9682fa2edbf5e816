// Waits for whoever has the key and only then puts itself in place; and removes whoever came later.
declare function write(name: string): Promise<void>;

export class Together {
  private readonly running = new Map<string, Promise<void>>();

  async save(name: string): Promise<void> {
    const before = this.running.get(name);
    if (before !== undefined) await before;
    const mine = write(name);
    this.running.set(name, mine);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[broken-lock]: Everybody who waited for `this.running[name]`
    try {
      await mine;
    } finally {
      if (this.running.get(name) === mine) this.running.delete(name);
    }
  }
}

export class Evicting {
  private readonly tails = new Map<string, Promise<void>>();

  async save(name: string): Promise<void> {
    const before = this.tails.get(name) ?? Promise.resolve();
    let done = (): void => undefined;
    this.tails.set(
      name,
      new Promise<void>((resolve) => {
        done = resolve;
      }),
    );
    await before;
    try {
      await write(name);
    } finally {
      done();
      this.tails.delete(name);
//    ^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-evicted]: The entry is removed from `this.tails` although a later caller may have put another promise there
    }
  }
}
