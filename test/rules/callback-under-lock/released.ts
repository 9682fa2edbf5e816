// The same, but called after the release, not waited for, or registered by somebody who does not come back.
import { Mutex } from "async-mutex";

type Listener = (value: number) => Promise<void>;

export class After {
  private readonly mutex = new Mutex();
  private readonly listeners: Listener[] = [];
  private value = 0;

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async set(value: number): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.value = value;
    });
    for (const listener of this.listeners) await listener(value);
  }

  async get(): Promise<number> {
    return this.mutex.runExclusive(() => this.value);
  }
}

export class Floating {
  private readonly mutex = new Mutex();
  private readonly listeners: Listener[] = [];
  private value = 0;

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async set(value: number): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.value = value;
      for (const listener of this.listeners) void listener(value);
    });
  }

  async get(): Promise<number> {
    return this.mutex.runExclusive(() => this.value);
  }
}

export class Harmless {
  private readonly mutex = new Mutex();
  private readonly listeners: Listener[] = [];

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async set(value: number): Promise<void> {
    await this.mutex.runExclusive(async () => {
      for (const listener of this.listeners) await listener(value);
    });
  }
}

/** A tree: the parent listens to its children, and takes its own lock, not theirs. */
export class Branch {
  private readonly mutex = new Mutex();
  private listener: Listener | undefined;

  adopt(child: Branch): void {
    child.listener = (value) => this.update(value);
  }

  async update(value: number): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await this.listener?.(value);
    });
  }
}

export function watch(after: After, floating: Floating, harmless: Harmless): void {
  after.onChange(async () => console.log(await after.get()));
  floating.onChange(async () => console.log(await floating.get()));
  harmless.onChange(async (value) => console.log(value));
}
