// Stopping a server twice: both ways out release the lock.
import { Mutex } from "async-mutex";

export class Server {
  private readonly mutex = new Mutex();
  private listeners: string[] | undefined = ["tcp"];

  async stop(): Promise<void> {
    await this.mutex.acquire();
    if (this.listeners === undefined) {
      this.mutex.release();
      return;
    }
    this.listeners = undefined;
    this.mutex.release();
  }
}
