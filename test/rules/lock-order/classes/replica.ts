import { Mutex } from "async-mutex";
import type { Store } from "./store";

export class Replica {
  private readonly lock = new Mutex();
  store: Store | undefined;

  async apply(): Promise<void> {
    await this.lock.runExclusive(() => {});
  }

  async tick(): Promise<void> {
    await this.lock.runExclusive(() => this.store?.write());
  }
}
