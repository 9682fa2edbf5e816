// A condition gives the lock of its caller back while it waits; one that forgets to waits for what its caller holds.
import { Mutex } from "async-mutex";

class Condition {
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly lock: Mutex) {}

  async wait(): Promise<void> {
    const woken = new Promise<void>((go) => this.#waiting.push(go));
    this.lock.release();
    await woken;
    await this.lock.acquire();
  }

  async forgets(): Promise<void> {
    await new Promise<void>((go) => this.#waiting.push(go));
    const release = await this.lock.acquire();
    release();
  }

  notifyAll(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}

const lock = new Mutex();
const changed = new Condition(lock);
let ready = false;

export async function consume(): Promise<void> {
  await lock.acquire();
  try {
    while (!ready) await changed.wait();
  } finally {
    lock.release();
  }
}

export async function consumeOnce(): Promise<void> {
  await lock.acquire();
  if (!ready) await changed.wait();
  ready = false;
  lock.release();
}

export async function stuck(): Promise<void> {
  await lock.acquire();
  try {
    while (!ready) await changed.forgets();
//                       ^^^^^^^^^^^^^^^^^ error: `lock` is already held here
  } finally {
    lock.release();
  }
}

export async function produce(): Promise<void> {
  await lock.runExclusive(() => {
    ready = true;
    changed.notifyAll();
  });
}
