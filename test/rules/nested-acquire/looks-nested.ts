// What looks like taking the lock twice and is not.
import { EventEmitter } from "node:events";
import { Mutex } from "async-mutex";

class Node {
  readonly mutex = new Mutex();
  children: Node[] = [];
  parent: Node | undefined;

  /** The same field of another object. */
  async visit(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      for (const child of this.children) await child.visit();
      await this.parent?.mutex.runExclusive(() => {});
    });
  }
}

export class Service {
  private mutex = new Mutex();
  private readonly events = new EventEmitter();

  constructor() {
    this.events.on("change", () => this.refresh());
  }

  /** The caller says whether it holds the lock. */
  async write(skipLock: boolean): Promise<void> {
    if (skipLock) return this.writeLocked();
    await this.mutex.runExclusive(() => this.writeLocked());
  }

  async writeTwice(): Promise<void> {
    await this.mutex.runExclusive(() => this.write(true));
  }

  private async writeLocked(): Promise<void> {}

  async refresh(): Promise<void> {
    await this.mutex.runExclusive(() => {});
  }

  /** Gives the lock up in between. */
  async relock(): Promise<void> {
    let release = await this.mutex.acquire();
    try {
      release();
      await this.refresh();
      release = await this.mutex.acquire();
    } finally {
      release();
    }
  }

  /** Another lock since. */
  reset(): void {
    this.mutex = new Mutex();
  }

  async afterReset(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.reset();
      await this.refresh();
    });
  }

  /** Started under the lock, awaited after it. */
  async later(): Promise<void> {
    let done: Promise<void> | undefined;
    await this.mutex.runExclusive(() => {
      done = this.refresh();
    });
    await done;
  }
}

export const tree = new Node();

export class Journal {
  private readonly mutex = new Mutex();

  /** The caller says whether it holds the lock. */
  async write(options: { locked: boolean }): Promise<void> {
    if (!options.locked) await this.mutex.runExclusive(() => {});
  }

  async append(holdsLock: boolean): Promise<void> {
    if (holdsLock) console.log("held");
    else await this.mutex.runExclusive(() => {});
  }

  async twice(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await this.write({ locked: true });
      await this.append(true);
    });
  }

  async through(): Promise<void> {
    await this.mutex.runExclusive(() => this.hand(true));
  }

  private async hand(locked: boolean): Promise<void> {
    await this.append(locked);
  }
}
