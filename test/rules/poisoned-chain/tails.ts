let tail: Promise<unknown> = Promise.resolve();
let last: Promise<void> = Promise.resolve();
const tails = new Map<string, Promise<unknown>>();

export function enqueue<T>(job: () => Promise<T>): Promise<T> {
  const result = tail.then(() => job());
  tail = result;
//^^^^^^^^^^^^^ warning: Once the job fails, `tail` stays rejected
  return result;
}

export function direct(job: () => Promise<void>): Promise<void> {
  last = last.then(job).finally(() => console.log("done"));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Once `job` fails, `last` stays rejected
  return last;
}

export function keyed(key: string, url: string): Promise<unknown> {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(async () => {
    await fetch(url);
  });
  tails.set(key, mine);
//^^^^^^^^^^^^^^^^^^^^ warning: `tails[key]` stays rejected
  return mine;
}

class Writer {
  #queue: Promise<void> = Promise.resolve();

  write(url: string): void {
    this.#queue = this.#queue.then(() => this.#send(url));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: no later job is ever started
  }

  async #send(url: string): Promise<void> {
    await fetch(url);
  }
}

export const writer = new Writer();
