// Stopping a server: one call acquires where it should release, so the second stop waits for the first for ever.
import { Mutex } from "async-mutex";

export class Server {
  private readonly mutex = new Mutex();
  private listeners: string[] | undefined = ["tcp"];

  async stop(): Promise<void> {
    await this.mutex.acquire();
    if (this.listeners === undefined) {
      await this.mutex.acquire();
      return;
    }
    this.listeners = undefined;
    this.mutex.release();
  }
}
