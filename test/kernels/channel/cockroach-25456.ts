// A consistency check: it waits until the node stops where it only meant to ask whether it does.
class Stopper {
  private stopped = false;
  private readonly waiting: (() => void)[] = [];

  /** Ends when the node is to stop. */
  async quiesced(): Promise<void> {
    if (!this.stopped) await new Promise<void>((resolve) => this.waiting.push(resolve));
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
      await this.stopper.quiesced();
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
