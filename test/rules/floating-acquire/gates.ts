// A lock closed before anybody can see it: nobody has to wait.
import { Mutex } from "async-mutex";

export class Gate {
  private readonly mutex = new Mutex();

  constructor() {
    this.mutex.acquire();
  }

  open(): void {
    this.mutex.release();
  }

  async pass(): Promise<void> {
    await this.mutex.waitForUnlock();
  }
}

export function closed(): Mutex {
  const mutex = new Mutex();
  mutex.acquire();
  return mutex;
}
