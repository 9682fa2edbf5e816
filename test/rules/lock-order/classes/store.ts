import { Mutex } from "async-mutex";
import type { Replica } from "./replica";

export class Store {
  private readonly lock = new Mutex();
  constructor(private readonly replica: Replica) {}

  async flush(): Promise<void> {
    await this.lock.runExclusive(() => this.replica.apply());
//                                     ^^^^^^^^^^^^^^^^^^^^ warning: Store.flush holds `Store.lock` and waits for `Replica.lock` (in Replica.apply, line 9); Replica.tick holds `Replica.lock` and waits for `Store.lock`
  }

  async write(): Promise<void> {
    await this.lock.runExclusive(() => {});
  }
}
