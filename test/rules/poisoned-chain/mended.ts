// The tail cannot reject, or the next job does not mind, or nothing is lined up.
let tail: Promise<unknown> = Promise.resolve();
let other: Promise<unknown> = Promise.resolve();
let third: Promise<unknown> = Promise.resolve();
let count = Promise.resolve(0);
const tails = new Map<string, Promise<unknown>>();

export function enqueue<T>(job: () => Promise<T>): Promise<T> {
  const result = tail.then(() => job());
  tail = result.then(
    () => undefined,
    () => undefined,
  );
  return result;
}

export function either<T>(job: () => Promise<T>): Promise<T> {
  const result = other.then(job, job);
  other = result;
  return result;
}

export function before(job: () => Promise<void>): void {
  third = third.catch(() => undefined).then(job);
}

export function keyed(key: string, job: () => Promise<void>): Promise<unknown> {
  const mine = (tails.get(key) ?? Promise.resolve()).then(job).catch((error: unknown) => console.error(error));
  tails.set(key, mine);
  return mine;
}

export function counted(): Promise<number> {
  count = count.then((sum) => sum + 1);
  return count;
}

export async function inTurn(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  let chain: Promise<void> = Promise.resolve();
  for (const job of jobs) chain = chain.then(job);
  await chain;
}

class Writer {
  #queue: Promise<void> = Promise.resolve();

  write(url: string): void {
    this.#queue = this.#queue.then(() => this.#send(url));
  }

  async #send(url: string): Promise<void> {
    try {
      await fetch(url);
    } catch {
      console.error(url);
    }
  }
}

export const writer = new Writer();

class Steps {
  #done: Promise<void> = Promise.resolve();

  then_(step: () => Promise<void>): this {
    this.#done = this.#done.then(step);
    return this;
  }

  end(): Promise<void> {
    return this.#done;
  }
}

export const steps = new Steps();
