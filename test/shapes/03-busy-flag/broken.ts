// Set after a wait, left set by a failure, and taken by all who were woken.
declare function prepare(): Promise<void>;
declare function write(text: string): Promise<void>;

export class Late {
  private busy = false;

  async save(text: string): Promise<void> {
    if (this.busy) return;
    await prepare();
    this.busy = true;
//  ^^^^^^^^^^^^^^^^ warning[broken-lock]: `this.busy` is found free
    try {
      await write(text);
    } finally {
      this.busy = false;
    }
  }
}

export class Stuck {
  private busy = false;

  async save(text: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
//  ^^^^^^^^^^^^^^^^ warning[guard-not-reset]: `this.busy` stays set if `write`
    await write(text);
    this.busy = false;
  }
}

export class Together {
  private running: Promise<void> | undefined;

  async save(text: string): Promise<void> {
    if (this.running !== undefined) await this.running;
    this.running = write(text);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[broken-lock]: Everybody who waited for `this.running`
    try {
      await this.running;
    } finally {
      this.running = undefined;
    }
  }
}
