export class Service {
  private loop: Promise<void> | undefined;
  private tail: Promise<void> = Promise.resolve();
  private stopping = false;

  start(): void {
    this.loop = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      await tick();
      await this.handle("message");
    }
  }

  private async handle(message: string): Promise<void> {
    if (message === "close") await this.close();
  }

  async close(): Promise<void> {
    this.stopping = true;
    await this.loop;
//  ^^^^^^^^^^^^^^^ warning: This waits for `this.loop`, the end of the work that was started in Service.start (line 6)
  }

  /** Waits for the one before: what was there when it began. */
  enqueue(): void {
    this.tail = this.after();
  }

  private async after(): Promise<void> {
    await this.tail;
    await tick();
  }
}

export class Asked {
  private loop: Promise<void> | undefined;
  private stopping = false;

  start(): void {
    this.loop = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      await tick();
      this.stopping = true;
    }
  }

  async close(): Promise<void> {
    this.stopping = true;
    await this.loop;
  }
}

export class Told {
  private ready: Promise<void> | undefined;

  start(): Promise<void> {
    this.ready ??= this.prepare();
    return this.ready;
  }

  private async prepare(): Promise<void> {
    await tick();
    await this.use(true);
  }

  async use(preparing: boolean): Promise<void> {
    if (!preparing) await this.ready;
  }
}

export async function tick(): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 1));
}
