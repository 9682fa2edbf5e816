export class OwnLock {
  private tail: Promise<void> = Promise.resolve();

  async acquire(): Promise<() => void> {
    const before = this.tail;
    let free = (): void => {};
    this.tail = new Promise((resolve) => {
      free = resolve;
    });
    await before;
    return free;
  }
}
