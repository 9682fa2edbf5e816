// A chain that the first failure stops, and a link that a check before the `try` leaves open.
declare function check(text: string): void;
declare function write(text: string): Promise<void>;

export class Poisoned {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result;
//  ^^^^^^^^^^^^^^^^^^ warning[poisoned-chain]: Once `work` fails
    return result;
  }
}

export class Unlinked {
  private last: Promise<void> = Promise.resolve();

  async save(text: string): Promise<void> {
    const before = this.last;
    let done = (): void => undefined;
    this.last = new Promise<void>((resolve) => {
      done = resolve;
    });
    await before;
    check(text);
    try {
      await write(text);
    } finally {
      done();
    }
  }
}
