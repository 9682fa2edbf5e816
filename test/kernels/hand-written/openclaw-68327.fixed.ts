// A chain of sections: who gives up waiting settles his link once those before him are done.
function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("lock timeout")), ms));
}

export class ChainLock {
  private tail: Promise<void> = Promise.resolve();

  async withLock<T>(work: () => Promise<T>, ms: number): Promise<T> {
    const before = this.tail;
    let release = (): void => {};
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.tail = Promise.all([before, mine]).then(() => {});
    try {
      await Promise.race([before, timeout(ms)]);
      return await work();
    } finally {
      release();
    }
  }
}
