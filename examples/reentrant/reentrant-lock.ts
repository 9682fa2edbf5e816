// A lock that lets its owner in again, and counts how often.

export class ReentrantLock {
  #owner: symbol | undefined;
  #count = 0;
  readonly #waiting: (() => void)[] = [];

  async acquire(owner: symbol): Promise<void> {
    while (this.#owner !== undefined && this.#owner !== owner) {
      await new Promise<void>((go) => this.#waiting.push(go));
    }
    this.#owner = owner;
    this.#count++;
  }

  release(owner: symbol): void {
    if (this.#owner !== owner) throw new Error("not the owner");
    this.#count--;
    if (this.#count > 0) return;
    this.#owner = undefined;
    this.#waiting.shift()?.();
  }
}
