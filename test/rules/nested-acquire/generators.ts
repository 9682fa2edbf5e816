// A lock held across `yield`: the body of the consumer's loop runs while the generator holds it.
import { Mutex } from "async-mutex";

export class Log {
  private readonly lock = new Mutex();
  private readonly lines: string[] = [];

  async *held(): AsyncGenerator<string> {
    const release = await this.lock.acquire();
    try {
      for (const line of this.lines) yield line;
    } finally {
      release();
    }
  }

  async *copied(): AsyncGenerator<string> {
    const release = await this.lock.acquire();
    const lines = [...this.lines];
    release();
    for (const line of lines) yield line;
  }

  async append(line: string): Promise<void> {
    await this.lock.runExclusive(() => this.lines.push(line));
  }

  async repeatCopied(): Promise<void> {
    for await (const line of this.copied()) await this.append(line);
  }

  /** Leaving the loop runs the generator's `finally`. */
  async first(): Promise<void> {
    for await (const line of this.held()) {
      if (line !== "") break;
    }
    await this.append("");
  }

  async afterwards(): Promise<void> {
    const seen: string[] = [];
    for await (const line of this.held()) seen.push(line);
    for (const line of seen) await this.append(line);
  }

  async startedOnly(): Promise<void> {
    for await (const line of this.held()) void this.append(line);
  }

  async repeat(): Promise<void> {
    for await (const line of this.held()) await this.append(line);
//                                              ^^^^^^^^^^^^^^^^^ error: `this.lock` is already held here
  }

  async *delegated(): AsyncGenerator<string> {
    yield* this.held();
  }

  async repeatDelegated(): Promise<void> {
    for await (const line of this.delegated()) {
      if (line !== "") await this.append(line);
//                           ^^^^^^^^^^^^^^^^^ error: `this.lock` is already held here
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<string> {
    return this.copied();
  }

  async repeatItself(): Promise<void> {
    for await (const line of this) await this.append(line);
  }

  async appendAfterFirst(): Promise<void> {
    const lines = this.held();
    await lines.next();
    await this.append("");
//        ^^^^^^^^^^^^^^^ error: `this.lock` is already held here
    await lines.return(undefined);
  }

  async appendAfterReturn(): Promise<void> {
    const lines = this.held();
    await lines.next();
    await lines.return(undefined);
    await this.append("");
  }
}

export class Held {
  private readonly lock = new Mutex();

  async *[Symbol.asyncIterator](): AsyncGenerator<number> {
    const release = await this.lock.acquire();
    try {
      yield 1;
    } finally {
      release();
    }
  }

  async clear(): Promise<void> {
    await this.lock.runExclusive(() => {});
  }
}

export async function clearAll(held: Held): Promise<void> {
  for await (const number of held) {
    if (number > 0) await held.clear();
//                        ^^^^^^^^^^^^ error: is already held here
  }
}

/** Another one's lock. */
export async function clearOther(held: Held, other: Held): Promise<void> {
  for await (const number of held) {
    if (number > 0) await other.clear();
  }
}

const lock = new Mutex();

async function* numbers(): AsyncGenerator<number> {
  await lock.acquire();
  try {
    yield 1;
    yield 2;
  } finally {
    lock.release();
  }
}

export async function sumWithout(): Promise<number> {
  let total = 0;
  for await (const number of numbers()) total += number;
  await lock.runExclusive(() => console.log(total));
  return total;
}

/** A section in which the lock is taken again between two `yield`. */
export async function* twice(): AsyncGenerator<number> {
  const release = await lock.acquire();
//                      ^^^^^^^^^^^^^^ warning[unreleased-on-throw]: when less than all is taken from twice
  yield 1;
  await lock.runExclusive(() => {});
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `lock` is already held here
  yield 2;
  release();
}
