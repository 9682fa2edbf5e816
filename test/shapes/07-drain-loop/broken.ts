// A job that fails leaves the loop running for ever; an `await` after the last look leaves a job lying.
export class Stuck {
  private readonly queue: (() => Promise<void>)[] = [];
  private running = false;

  async add(job: () => Promise<void>): Promise<void> {
    this.queue.push(job);
    if (this.running) return;
    this.running = true;
//  ^^^^^^^^^^^^^^^^^^^ warning[guard-not-reset]: `this.running` stays set if `this.queue.shift(…)`
    while (this.queue.length > 0) await this.queue.shift()?.();
    this.running = false;
  }
}

declare function flush(): Promise<void>;

export class Left {
  private readonly queue: string[] = [];
  private running = false;

  async add(text: string): Promise<void> {
    this.queue.push(text);
    if (this.running) return;
    this.running = true;
    try {
      while (this.queue.length > 0) this.queue.shift();
      await flush();
    } finally {
      this.running = false;
    }
  }
}
