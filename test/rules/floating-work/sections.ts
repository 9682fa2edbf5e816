// Work that a section starts goes on when its lock is free.
import { Mutex } from "async-mutex";

declare function send(lines: readonly string[]): Promise<void>;

class Log {
  readonly #mutex = new Mutex();
  #lines: string[] = [];
  #sent = 0;

  async add(line: string): Promise<void> {
    await this.#mutex.runExclusive(async () => {
      this.#lines.push(line);
      if (this.#lines.length > 10) this.#flush();
//                                 ^^^^^^^^^^^^^ warning: the section of `this.#mutex` ends while it goes on, and at line 32 it writes `this.#lines`
    });
  }

  async addByHand(line: string): Promise<void> {
    const release = await this.#mutex.acquire();
    try {
      this.#lines.push(line);
      this.#flush();
//    ^^^^^^^^^^^^^ warning: Await it inside of the section
    } finally {
      release();
    }
  }

  async #flush(): Promise<void> {
    await send(this.#lines);
    this.#lines = [];
    this.#sent++;
  }

  async total(sizes: readonly (() => Promise<number>)[]): Promise<void> {
    await this.#mutex.runExclusive(async () => {
      this.#sent = 0;
      sizes.forEach(async (size) => {
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: it writes `this.#sent`, which the section guards
        this.#sent += await size();
      });
    });
  }
}

export const log = new Log();
