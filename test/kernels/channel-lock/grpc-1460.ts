// A transport's keepalive sleeps under the transport's lock until it is awakened; whoever opens a stream needs the lock to awaken it.
import { Mutex } from "async-mutex";

export class Transport {
  private readonly mutex = new Mutex();
  private awaken: (() => void) | undefined;
  private streams = 0;

  async keepalive(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      if (this.streams < 1) await new Promise<void>((resolve) => (this.awaken = resolve));
    } finally {
      release();
    }
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
