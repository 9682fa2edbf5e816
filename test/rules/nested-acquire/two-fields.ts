// One lock in two fields: a member made of another one, a property of an object, a name in a constant.
import { Mutex } from "async-mutex";

export class Store {
  private readonly mutex = new Mutex();
  private readonly condition = { lock: this.mutex, waiting: 0 };
  private readonly guard = this.mutex;

  async save(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await this.condition.lock.runExclusive(() => console.log("save"));
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `this.mutex` is already held here (since line 10)
    });
  }

  async load(): Promise<void> {
    await this.guard.runExclusive(async () => {
      await this.mutex.runExclusive(() => console.log("load"));
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `this.mutex` is already held here (since line 17)
    });
  }
}

export class Tabs {
  private readonly name = "tabs";
  private readonly options = { lock: this.name };

  async sync(): Promise<void> {
    await navigator.locks.request(this.name, async () => {
      await navigator.locks.request(this.options.lock, () => console.log("sync"));
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `"tabs"` is already held here (since line 29)
    });
  }
}

/** Two locks, and a member that gets another one later. */
export class Apart {
  private readonly mutex = new Mutex();
  private readonly condition = { lock: new Mutex() };
  private current = this.mutex;

  async save(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await this.condition.lock.runExclusive(() => console.log("save"));
    });
  }

  renew(): void {
    this.current = new Mutex();
  }

  async load(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await this.current.runExclusive(() => console.log("load"));
    });
  }
}

export class OtherTabs {
  private readonly name = "tabs";
  private readonly options = { lock: "other tabs" };

  async sync(): Promise<void> {
    await navigator.locks.request(this.name, async () => {
      await navigator.locks.request(this.options.lock, () => console.log("sync"));
    });
  }
}
