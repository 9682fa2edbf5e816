import { Mutex } from "async-mutex";
import type { Replica } from "./replica";

export class Store {
  private readonly lock = new Mutex();
  constructor(private readonly replica: Replica) {}

  async flush(): Promise<void> {
    await this.lock.runExclusive(() => this.replica.apply());
//                                     ^^^^^^^^^^^^^^^^^^^^ warning: Store.flush holds `this.lock` and waits for `this.replica.lock` (in Replica.apply, line 9); Replica.tick holds `this.lock` and waits for `this.store.lock`
  }

  async write(): Promise<void> {
    await this.lock.runExclusive(() => {});
  }
}
