// One drain at a time empties the queue; who finds it running leaves its job and goes.

export class Jobs {
  private readonly queue: (() => Promise<void>)[] = [];
  private running = false;

  add(job: () => Promise<void>): void {
    this.queue.push(job);
    void this.drain();
  }

  private async drain(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (let job = this.queue.shift(); job !== undefined; job = this.queue.shift())
        await job().catch(() => undefined);
    } finally {
      this.running = false;
    }
  }
}

interface Job {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Gives the result of each job to whoever put it. */
export class Serial {
  private readonly jobs: Job[] = [];
  private running = false;

  run(work: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ work, resolve, reject });
      void this.drain();
    });
  }

  private async drain(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let job = this.jobs.shift(); job !== undefined; job = this.jobs.shift()) {
      try {
        job.resolve(await job.work());
      } catch (error) {
        job.reject(error);
      }
    }
    this.running = false;
  }
}
