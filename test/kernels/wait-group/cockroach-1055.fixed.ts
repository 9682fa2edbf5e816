// Stopping says so under the lock, and drains the tasks without it.
import { Mutex } from "async-mutex";

export class Stopper {
  private readonly mutex = new Mutex();
  private readonly workers: Promise<void>[] = [];
  private draining = false;
  private tasks = 0;

  runWorker(task: () => Promise<void>): void {
    this.workers.push(this.work(task));
  }

  private async work(task: () => Promise<void>): Promise<void> {
    while (await this.startTask()) {
      await task();
      this.tasks--;
    }
  }

  private async startTask(): Promise<boolean> {
    return this.mutex.runExclusive(() => {
      if (this.draining) return false;
      this.tasks++;
      return true;
    });
  }

  async stop(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.draining = true;
    });
    await Promise.all(this.workers);
  }
}
