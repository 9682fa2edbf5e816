import { readFile } from "node:fs/promises";
import { Mutex, Semaphore } from "async-mutex";

const mutex = new Mutex();
const slots = new Semaphore(3);
const seen: string[] = [];

export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  const release = await mutex.acquire();
  try {
    return work();
//         ^^^^^^ error: `mutex` is released when `work(…)` has only begun
  } finally {
    release();
  }
}

export async function manual(path: string): Promise<string> {
  await slots.acquire();
  try {
    return readFile(path, "utf8");
//         ^^^^^^^^^^^^^^^^^^^^^^ error: `slots` is released when `readFile(…)` has only begun
  } finally {
    slots.release();
  }
}

class Store {
  readonly #lock = new Mutex();
  #rows: string[] = [];

  async replace(path: string): Promise<number> {
    const release = await this.#lock.acquire();
    try {
      if (this.#rows.length > 0) return 0;
      return this.#load(path);
//           ^^^^^^^^^^^^^^^^ error: `this.#lock` is released when `this.#load(…)` has only begun
    } finally {
      release();
    }
  }

  async #load(path: string): Promise<number> {
    this.#rows = (await readFile(path, "utf8")).split("\n");
    return this.#rows.length;
  }

  all(paths: readonly string[]): Promise<number[]> {
    return this.#guard(() => Promise.all(paths.map((path) => this.#load(path))));
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#lock.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}

export const store = new Store();

export async function together(paths: readonly string[]): Promise<string[]> {
  const [, release] = await slots.acquire();
  try {
    return Promise.all(paths.map((path) => readFile(path, "utf8")));
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Write `return await`
  } finally {
    seen.push(...paths);
    release();
  }
}
