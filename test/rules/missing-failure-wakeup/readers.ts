// The only reader of a channel is a loop that may end.

class Handover<T> {
  private readonly takers: ((item: T | undefined) => void)[] = [];
  private readonly givers: { item: T; taken: () => void }[] = [];
  private closed = false;

  give(item: T): Promise<void> {
    if (this.closed) return Promise.resolve();
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return Promise.resolve();
    }
    return new Promise((taken) => this.givers.push({ item, taken }));
  }

  take(): Promise<T | undefined> {
    const giver = this.givers.shift();
    if (giver !== undefined) {
      giver.taken();
      return Promise.resolve(giver.item);
    }
    if (this.closed) return Promise.resolve(undefined);
    return new Promise((resolve) => this.takers.push(resolve));
  }

  /** Nobody waits here any more. */
  close(): void {
    this.closed = true;
    for (const { taken } of this.givers.splice(0)) taken();
    for (const taker of this.takers.splice(0)) taker(undefined);
  }
}

export class Log {
  private readonly lines = new Handover<string>();
  written = 0;

  start(signal: AbortSignal): void {
    void this.run(signal);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) console.log(await this.lines.take());
  }

  async write(line: string): Promise<void> {
    await this.lines.give(line);
//        ^^^^^^^^^^^^^^^^^^^^^ warning: Log.write may wait here for ever: only Log.run ends what waits in `this.lines`, and when it ends
    this.written++;
  }
}

export class ClosedLog {
  private readonly lines = new Handover<string>();
  written = 0;

  start(signal: AbortSignal): void {
    void this.run(signal);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) console.log(await this.lines.take());
    this.lines.close();
  }

  async write(line: string): Promise<void> {
    await this.lines.give(line);
    this.written++;
  }
}

/** Whoever writes starts the reader when there is none. */
export class LazyLog {
  private readonly lines = new Handover<string>();
  private running = false;
  written = 0;

  private async run(): Promise<void> {
    this.running = true;
    for (let count = 0; count < 100; count++) console.log(await this.lines.take());
    this.running = false;
  }

  async write(line: string): Promise<void> {
    if (!this.running) void this.run();
    await this.lines.give(line);
    this.written++;
  }
}

/** It ends when there is nothing to come. */
export class Endless {
  private readonly lines = new Handover<string>();
  written = 0;

  start(): void {
    void this.run();
  }

  private async run(): Promise<void> {
    for (;;) {
      const line = await this.lines.take();
      if (line === undefined) return;
      console.log(line);
    }
  }

  async write(line: string): Promise<void> {
    await this.lines.give(line);
    this.written++;
  }
}

export class Stopped {
  private readonly lines = new Handover<string>();
  private stopped = false;
  private loop: Promise<void> | undefined;

  start(): void {
    this.loop = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopped) console.log(await this.lines.take());
  }

  write(line: string): void {
    void this.lines.give(line);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.lines.close();
    await this.loop;
  }
}
