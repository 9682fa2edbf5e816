import { Mutex } from "async-mutex";

export class Store {
  private readonly mutex = new Mutex();
  private readonly other = new Mutex();
  private value = 0;

  async set(value: number): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.value = value;
      await this.notify();
//          ^^^^^^^^^^^^^ error: `this.mutex` is already held here (since line 9)
    });
  }

  private async notify(): Promise<void> {
    await this.mutex.runExclusive(() => console.log(this.value));
  }

  async direct(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      await this.mutex.runExclusive(() => this.value++);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: this waits for it again, for ever
    } finally {
      release();
    }
  }

  async other_(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await this.other.runExclusive(() => this.value++);
    });
  }

  async oneAfterTheOther(): Promise<void> {
    await this.mutex.runExclusive(() => this.value++);
    await this.mutex.runExclusive(() => this.value++);
    const release = await this.mutex.acquire();
    release();
    await this.notify();
  }

  async startedNotAwaited(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.value++;
      void this.notify();
    });
  }

  async startedByTimer(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      setTimeout(() => this.notify(), 1);
    });
  }

  async another(store: Store): Promise<void> {
    await this.mutex.runExclusive(() => store.notify());
  }

  async returnedAfterFinally(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      return this.notify();
    } finally {
      release();
    }
  }
}
