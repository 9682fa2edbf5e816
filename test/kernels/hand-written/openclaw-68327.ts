// A chain of sections with a limit to the time of waiting: who gives up leaves a link that nobody ever settles.
function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("lock timeout")), ms));
}

export class ChainLock {
  private tail: Promise<void> = Promise.resolve();

  async withLock<T>(work: () => Promise<T>, ms: number): Promise<T> {
    const before = this.tail;
    let release = (): void => {};
    this.tail = new Promise<void>((resolve) => {
      release = resolve;
    });
    await Promise.race([before, timeout(ms)]);
    try {
      return await work();
    } finally {
      release();
    }
  }
}
