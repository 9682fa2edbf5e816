// A breaker: everybody takes the slot first and the request's lock inside.
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
    await this.active.runExclusive(async () => {
      await request.lock.runExclusive(() => console.log("active"));
    });
  }

  async finish(request: Request): Promise<void> {
    await this.active.runExclusive(async () => {
      await request.lock.runExclusive(() => request.done?.());
    });
  }
}
