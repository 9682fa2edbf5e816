// Those who wait for a result are woken when all goes well, and have to be when it does not.
export class Loaded {
  private waiting: (() => void)[] = [];
  private value: string | undefined;
  private error: unknown;

  constructor(private readonly fetchValue: () => Promise<string>) {}

  async load(): Promise<void> {
    try {
      this.value = await this.fetchValue();
      this.wake();
    } catch (error) {
//    ^^^^^ warning: A failure ends here without a word to those who wait
      this.error = error;
    }
  }

  async get(): Promise<string> {
    while (this.value === undefined) {
      if (this.error !== undefined) throw this.error;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return this.value;
  }

  private wake(): void {
    for (const one of this.waiting.splice(0)) one();
  }
}

export class Told {
  private waiting: (() => void)[] = [];
  private value: string | undefined;
  private error: unknown;

  constructor(private readonly fetchValue: () => Promise<string>) {}

  async load(): Promise<void> {
    try {
      this.value = await this.fetchValue();
    } catch (error) {
      this.error = error;
    }
    for (const one of this.waiting.splice(0)) one();
  }

  async get(): Promise<string> {
    while (this.value === undefined) {
      if (this.error !== undefined) throw this.error;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return this.value;
  }
}

/** It is tried again until it works. */
export class Retried {
  private waiting: (() => void)[] = [];
  private ready = false;

  async load(connect: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await connect();
        this.ready = true;
        for (const one of this.waiting.splice(0)) one();
        return;
      } catch (error) {
        console.error(error);
      }
    }
  }

  async whenReady(): Promise<void> {
    while (!this.ready) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
