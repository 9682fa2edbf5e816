// The part that expects the lock is a function of its own; or the mark leads elsewhere, or there is no lock.
import { Mutex } from "async-mutex";

class Store {
  readonly #lock = new Mutex();
  #closed = false;
  #busy = false;
  #rows: string[] = [];

  async add(row: string): Promise<void> {
    await this.#lock.runExclusive(() => this.#addLocked(row));
  }

  async addAll(rows: readonly string[]): Promise<void> {
    await this.#lock.runExclusive(async () => {
      for (const row of rows) await this.#addLocked(row);
    });
  }

  async #addLocked(row: string): Promise<void> {
    this.#rows.push(row);
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error("closed");
    return this.#lock.runExclusive(work);
  }

  async unlocked<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return work();
    return this.#lock.runExclusive(work);
  }

  async soon(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return work();
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
    }
  }

  close(): void {
    this.#closed = true;
  }
}

export const store = new Store();
