import { AsyncLocalStorage } from "node:async_hooks";
import { Mutex } from "async-mutex";

const inside = new AsyncLocalStorage<boolean>();
const mutex = new Mutex();

class Store {
  readonly #lock = new Mutex();
  #held = false;

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) return work();
//      ^^^^^^^^^^ warning: While one task holds `this.#lock`, `this.#held` is set for everybody
    return this.#lock.runExclusive(async () => {
      this.#held = true;
      try {
        return await work();
      } finally {
        this.#held = false;
      }
    });
  }
}

export const store = new Store();

export async function nested<T>(work: () => Promise<T>): Promise<T> {
  if (inside.getStore()) {
//    ^^^^^^^^^^^^^^^^^ information: two calls that run side by side in there
    return await work();
  }
  return mutex.runExclusive(() => inside.run(true, work));
}
