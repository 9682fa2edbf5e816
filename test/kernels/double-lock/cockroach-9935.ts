// A logger: writing fails under the lock, and the error path takes the lock again to leave.
import { Mutex } from "async-mutex";

class Logger {
  private readonly mutex = new Mutex();
  private file: string[] | undefined;

  async output(text: string): Promise<void> {
    await this.mutex.acquire();
    try {
      if (this.file === undefined) await this.exit(new Error("no file"));
      else this.file.push(text);
    } finally {
      this.mutex.release();
    }
  }

  private async exit(error: Error): Promise<void> {
    await this.mutex.acquire();
    try {
      console.error(error.message);
    } finally {
      this.mutex.release();
    }
  }
}

export const logger = new Logger();
