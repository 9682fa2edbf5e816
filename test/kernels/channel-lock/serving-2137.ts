// A breaker: requests take a slot and then their own lock, and are let go in an order in which the slot is never given back.
import { Mutex, Semaphore } from "async-mutex";

class Request {
  readonly lock = new Mutex();
  done: (() => void) | undefined;
}

export class Breaker {
  private readonly active = new Semaphore(1);
  private readonly requests: Request[] = [];

  async submit(request: Request): Promise<void> {
    this.requests.push(request);
    const release = await request.lock.acquire();
    try {
      await this.active.runExclusive(() => console.log("active"));
    } finally {
      release();
    }
  }

  async finish(request: Request): Promise<void> {
    await this.active.runExclusive(async () => {
      await request.lock.runExclusive(() => request.done?.());
    });
  }
}
