// A logger: the error path expects the lock to be held.
import { Mutex } from "async-mutex";

class Logger {
  private readonly mutex = new Mutex();
  private file: string[] | undefined;

  async output(text: string): Promise<void> {
    await this.mutex.acquire();
    try {
      if (this.file === undefined) await this.exitLocked(new Error("no file"));
      else this.file.push(text);
    } finally {
      this.mutex.release();
    }
  }

  private async exitLocked(error: Error): Promise<void> {
    console.error(error.message);
  }
}

export const logger = new Logger();
