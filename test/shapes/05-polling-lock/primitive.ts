// Looks again and again until the flag is free, and takes it in the same step. As class, module and closure.

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Polling {
  private locked = false;

  async acquire(): Promise<void> {
    while (this.locked) await sleep(10);
    this.locked = true;
  }

  release(): void {
    this.locked = false;
  }
}

export class PollingSlots {
  private active = 0;

  constructor(private readonly max: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.active >= this.max) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.active += 1;
    try {
      return await work();
    } finally {
      this.active -= 1;
    }
  }
}

let taken = false;

export async function take(): Promise<void> {
  while (taken) await sleep(10);
  taken = true;
}

export function give(): void {
  taken = false;
}

export function makePolling(): { lock(): Promise<void>; unlock(): void } {
  let busy = false;
  return {
    async lock() {
      for (;;) {
        if (!busy) break;
        await sleep(1);
      }
      busy = true;
    },
    unlock() {
      busy = false;
    },
  };
}
