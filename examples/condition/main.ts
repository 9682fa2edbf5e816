// Two customers wait for loaves under a lock; the baker bakes one, then another.

import { Mutex } from "async-mutex";

class Condition {
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly lock: Mutex) {}

  /** The lock is held before and after, not meanwhile. */
  async wait(): Promise<void> {
    const woken = new Promise<void>((go) => this.#waiting.push(go));
    this.lock.release();
    await woken;
    await this.lock.acquire();
  }

  notifyAll(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}

const lock = new Mutex();
const baked = new Condition(lock);
let loaves = 0;

async function buy(name: string): Promise<void> {
  await lock.acquire();
  try {
    while (loaves === 0) {
      console.log(`${name} waits`);
      await baked.wait();
    }
    loaves--;
    console.log(`${name} has bread`);
  } finally {
    lock.release();
  }
}

async function bake(): Promise<void> {
  for (let loaf = 1; loaf <= 2; loaf++) {
    await new Promise((done) => setTimeout(done, 2));
    await lock.runExclusive(() => {
      loaves++;
      console.log(`loaf ${loaf}`);
      baked.notifyAll();
    });
  }
}

await Promise.all([buy("Ann"), buy("Ben"), bake()]);
