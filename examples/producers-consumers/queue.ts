// A bounded queue: who finds it full or empty waits, or is told so.

export class BoundedQueue<T> {
  readonly #items: T[] = [];
  readonly #getters: (() => void)[] = [];
  readonly #putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.#items.length;
  }

  get empty(): boolean {
    return this.size === 0;
  }

  get full(): boolean {
    return this.size >= this.capacity;
  }

  async put(item: T): Promise<void> {
    while (this.full) await new Promise<void>((go) => this.#putters.push(go));
    this.putNowait(item);
  }

  async get(): Promise<T> {
    while (this.empty) await new Promise<void>((go) => this.#getters.push(go));
    return this.getNowait();
  }

  putNowait(item: T): void {
    if (this.full) throw new Error("full");
    this.#items.push(item);
    this.#getters.shift()?.();
  }

  getNowait(): T {
    if (this.empty) throw new Error("empty");
    const [item] = this.#items.splice(0, 1) as [T];
    this.#putters.shift()?.();
    return item;
  }
}
