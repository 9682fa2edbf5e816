// The readers' count stays up where the reading fails: no writer ever gets in.
declare function load(): Promise<string>;

export class Leaking {
  private readers = 0;
  private writing = false;
  private waiters: (() => void)[] = [];

  async read(): Promise<string> {
    while (this.writing) await new Promise<void>((resolve) => this.waiters.push(resolve));
    this.readers++;
    const text = await load();
    this.readers--;
    for (const wake of this.waiters.splice(0)) wake();
    return text;
  }

  async write(work: () => Promise<void>): Promise<void> {
    while (this.writing || this.readers > 0) await new Promise<void>((resolve) => this.waiters.push(resolve));
    this.writing = true;
    try {
      await work();
    } finally {
      this.writing = false;
      for (const wake of this.waiters.splice(0)) wake();
    }
  }
}
