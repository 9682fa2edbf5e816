import { Mutex } from "async-mutex";

export class Cache {
  private readonly entries = new Mutex();
  private readonly index = new Mutex();

  async add(): Promise<void> {
    const entries = await this.entries.acquire();
    const index = await this.index.acquire();
//                      ^^^^^^^^^^^^^^^^^^^^ warning: Cache.add holds `this.entries` and waits for `this.index` (line 9); Cache.reindex holds `this.index` and waits for `this.entries` (in Cache.locked, line 20)
    index();
    entries();
  }

  async reindex(): Promise<void> {
    await this.index.runExclusive(() => this.locked());
  }

  private async locked(): Promise<void> {
    await this.entries.runExclusive(() => {});
  }
}

export class Ordered {
  private readonly entries = new Mutex();
  private readonly index = new Mutex();

  async add(): Promise<void> {
    await this.entries.runExclusive(() => this.index.runExclusive(() => {}));
  }

  async remove(): Promise<void> {
    await this.entries.runExclusive(() => this.index.runExclusive(() => {}));
  }
}

export class Gated {
  private readonly gate = new Mutex();
  private readonly entries = new Mutex();
  private readonly index = new Mutex();

  async add(): Promise<void> {
    await this.gate.runExclusive(() => this.entries.runExclusive(() => this.index.runExclusive(() => {})));
  }

  async remove(): Promise<void> {
    await this.gate.runExclusive(() => this.index.runExclusive(() => this.entries.runExclusive(() => {})));
  }
}
