// A transport's keepalive leaves the lock before it sleeps.
import { Mutex } from "async-mutex";

export class Transport {
  private readonly mutex = new Mutex();
  private awaken: (() => void) | undefined;
  private streams = 0;

  async keepalive(): Promise<void> {
    const release = await this.mutex.acquire();
    const sleep = this.streams < 1 ? new Promise<void>((resolve) => (this.awaken = resolve)) : undefined;
    release();
    await sleep;
  }

  async newStream(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      this.streams += 1;
      this.awaken?.();
    } finally {
      release();
    }
  }
}
