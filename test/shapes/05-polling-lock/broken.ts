// Waits once more after it has looked; and never gives back where the work fails.
declare function sleep(ms: number): Promise<void>;
declare function write(text: string): Promise<void>;

export class Late {
  private locked = false;

  async save(text: string): Promise<void> {
    while (this.locked) await sleep(10);
    await sleep(1);
    this.locked = true;
//  ^^^^^^^^^^^^^^^^^^ warning[broken-lock]: `this.locked` is found free
    try {
      await write(text);
    } finally {
      this.locked = false;
    }
  }
}

export class Stuck {
  private locked = false;

  async save(text: string): Promise<void> {
    while (this.locked) await sleep(10);
    this.locked = true;
//  ^^^^^^^^^^^^^^^^^^ warning[guard-not-reset]: `this.locked` stays set if `write`
    await write(text);
    this.locked = false;
  }
}
