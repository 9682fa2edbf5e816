import { Mutex, Semaphore } from "async-mutex";

const mutex = new Mutex();
const slots = new Semaphore(2);

export async function inBoth(work: () => Promise<void>): Promise<void> {
  await slots.acquire();
  try {
    await work();
  } catch (error) {
    slots.release();
    throw error;
  } finally {
    slots.release();
//  ^^^^^^^^^^^^^^^ error: `slots` has already been released on this path, at line 11
  }
}

export async function straight(): Promise<void> {
  await mutex.acquire();
  console.log("work");
  mutex.release();
  console.log("done");
  mutex.release();
//^^^^^^^^^^^^^^^ error: `mutex` has already been released on this path, at line 22
}

class Store {
  readonly #lock = new Mutex();

  async early(found: boolean, save: () => Promise<void>): Promise<boolean> {
    await this.#lock.acquire();
    try {
      if (!found) {
        this.#free();
        return false;
      }
      await save();
      return true;
    } finally {
      this.#free();
//    ^^^^^^^^^^^^ error: `this.#lock` has already been released on this path, at line 35
    }
  }

  #free(): void {
    this.#lock.release();
  }
}

export const store = new Store();
