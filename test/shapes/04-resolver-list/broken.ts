// Those who wait are forgotten when it is closed, and the count stays up where the work fails.
export class Forgetful {
  private held = false;
  private waiters: (() => void)[] = [];

  async acquire(): Promise<void> {
    if (!this.held) {
      this.held = true;
      return;
    }
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  release(): void {
    const next = this.waiters.shift();
    if (next === undefined) this.held = false;
    else next();
  }

  reset(): void {
    this.held = false;
    this.waiters = [];
//  ^^^^^^^^^^^^^^^^^ warning[orphan-queue]: Whoever still waits in `this.waiters` is forgotten
  }
}

declare function write(text: string): Promise<void>;

export class Leaking {
  private active = 0;
  private readonly waiters: (() => void)[] = [];

  constructor(private readonly max: number) {}

  async save(text: string): Promise<void> {
    if (this.active >= this.max) await new Promise<void>((resolve) => this.waiters.push(resolve));
//                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[broken-lock]: takes `this.active` only when he goes on
    this.active++;
//  ^^^^^^^^^^^^^ information[await-atomicity]: `this.active` is written here from what was read
//  ^^^^^^^^^^^^^ warning[guard-not-reset]: `this.active` stays counted up if `write`
    await write(text);
    this.active--;
    this.waiters.shift()?.();
  }
}
