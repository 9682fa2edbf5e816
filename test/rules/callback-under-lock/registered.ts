import { Mutex } from "async-mutex";

type Listener = (value: number) => Promise<void>;

export class Store {
  private readonly mutex = new Mutex();
  private readonly listeners: Listener[] = [];
  private value = 0;

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async set(value: number): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.value = value;
      for (const listener of this.listeners) await listener(value);
//                                                 ^^^^^^^^^^^^^^^ warning: `this.mutex` is held here (since line 15) while the registered callback runs and is waited for, and the one registered in watch (line 28) waits for that lock in Store.get
    });
  }

  async get(): Promise<number> {
    return this.mutex.runExclusive(() => this.value);
  }
}

export function watch(store: Store): void {
  store.onChange(async () => {
    console.log(await store.get());
  });
}
