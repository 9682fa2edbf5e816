// Simple tokens: adding one sends to the keeper after the lock was released.
import { Mutex } from "async-mutex";

class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];
  private readonly putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return;
    }
    if (this.items.length >= this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
    this.items.push(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) {
      this.putters.shift()?.();
      return item;
    }
    return new Promise<T>((resolve) => this.takers.push(resolve));
  }
}

type DeleteToken = (token: string) => Promise<void>;

class TokenKeeper {
  readonly added = new Channel<string>(1);
  private readonly tokens = new Set<string>();

  constructor(private readonly remove: DeleteToken) {}

  async run(): Promise<void> {
    for (;;) {
      for (const token of this.tokens) await this.remove(token);
      this.tokens.add(await this.added.take());
    }
  }
}

export class AuthStore {
  private readonly mutex = new Mutex();
  private readonly users = new Map<string, string>();
  private readonly keeper = new TokenKeeper(async (token) => {
    await this.mutex.runExclusive(() => {
      this.users.delete(token);
    });
  });

  start(): void {
    void this.keeper.run();
  }

  async assign(user: string, token: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.users.set(token, user);
    });
    await this.keeper.added.put(token);
  }
}
