// Many readers or one writer: a count, a flag, and those who wait.

export class ReadWrite {
  private readers = 0;
  private writing = false;
  private readonly waitingReaders: (() => void)[] = [];
  private readonly waitingWriters: (() => void)[] = [];

  async read(): Promise<void> {
    if (!this.writing && this.waitingWriters.length === 0) {
      this.readers++;
      return;
    }
    await new Promise<void>((resolve) => this.waitingReaders.push(resolve));
  }

  async write(): Promise<void> {
    if (!this.writing && this.readers === 0) {
      this.writing = true;
      return;
    }
    await new Promise<void>((resolve) => this.waitingWriters.push(resolve));
  }

  endRead(): void {
    this.readers--;
    if (this.readers === 0) this.next();
  }

  endWrite(): void {
    this.writing = false;
    this.next();
  }

  private next(): void {
    const writer = this.waitingWriters.shift();
    if (writer !== undefined) {
      this.writing = true;
      writer();
      return;
    }
    for (let reader = this.waitingReaders.shift(); reader !== undefined; reader = this.waitingReaders.shift()) {
      this.readers++;
      reader();
    }
  }
}

/** With callbacks, over a condition that all look at again. */
export class Shelf {
  private readers = 0;
  private writer = false;
  private waiters: (() => void)[] = [];

  async reading<T>(work: () => Promise<T>): Promise<T> {
    while (this.writer) await this.change();
    this.readers++;
    try {
      return await work();
    } finally {
      this.readers--;
      this.wake();
    }
  }

  async writing<T>(work: () => Promise<T>): Promise<T> {
    while (this.writer || this.readers > 0) await this.change();
    this.writer = true;
    try {
      return await work();
    } finally {
      this.writer = false;
      this.wake();
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}
