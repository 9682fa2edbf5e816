// A lock that knows its owner lets him in again; one that only refuses a stranger's release does not.

class Reentrant {
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

class Owned {
  #owner: symbol | undefined;
  readonly #waiting: (() => void)[] = [];

  async acquire(owner: symbol): Promise<void> {
    while (this.#owner !== undefined) await new Promise<void>((go) => this.#waiting.push(go));
    this.#owner = owner;
  }

  release(owner: symbol): void {
    if (this.#owner !== owner) throw new Error("not the owner");
    this.#owner = undefined;
    this.#waiting.shift()?.();
  }
}

const reentrant = new Reentrant();
const owned = new Owned();

export async function again(owner: symbol): Promise<void> {
  await reentrant.acquire(owner);
  await reentrant.acquire(owner);
  reentrant.release(owner);
  reentrant.release(owner);
}

export async function never(owner: symbol): Promise<void> {
  await owned.acquire(owner);
  await owned.acquire(owner);
//      ^^^^^^^^^^^^^^^^^^^^ error: `owned` is already held here
  owned.release(owner);
  owned.release(owner);
}
