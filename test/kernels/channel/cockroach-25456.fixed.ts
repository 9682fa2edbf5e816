// A consistency check: it asks whether the node stops.
class Stopper {
  private stopped = false;
  private readonly waiting: (() => void)[] = [];

  /** Ends when the node is to stop. */
  async quiesced(): Promise<void> {
    if (!this.stopped) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  stop(): void {
    this.stopped = true;
    for (const wake of this.waiting.splice(0)) wake();
  }
}

class Store {
  readonly checksums: number[] = [];

  constructor(private readonly stopper: Stopper) {}

  async checkConsistency(ranges: readonly string[]): Promise<void> {
    for (const range of ranges) {
      if (this.stopper.isStopped) return;
      this.checksums.push(range.length);
    }
  }
}

export async function runCheck(ranges: readonly string[]): Promise<readonly number[]> {
  const stopper = new Stopper();
  const store = new Store(stopper);
  await store.checkConsistency(ranges);
  stopper.stop();
  return store.checksums;
}
