// First in, first out: the ready queue that FCFS and round robin share.

import type { Schedulable } from "./policy";

export interface FifoQueue {
  readonly size: number;
  push(thread: Schedulable): void;
  unshift(thread: Schedulable): void;
  /** Puts it before the first one that `before` accepts; at the end where it accepts none. */
  insert(thread: Schedulable, before: (other: Schedulable) => boolean): void;
  take(allowed?: (thread: Schedulable) => boolean): Schedulable | undefined;
  first(allowed?: (thread: Schedulable) => boolean): Schedulable | undefined;
  remove(thread: Schedulable): boolean;
}

export function createFifoQueue(): FifoQueue {
  return new ArrayQueue();
}

/**
 * A queue whose `push` and unrestricted `take` cost constant time: the front moves along the array, which is cut now and then.
 * A class, since every run makes one.
 */
class ArrayQueue implements FifoQueue {
  #items: Schedulable[] = [];
  #front = 0;

  get size(): number {
    return this.#items.length - this.#front;
  }

  push(thread: Schedulable): void {
    this.#items.push(thread);
  }

  unshift(thread: Schedulable): void {
    if (this.#front > 0) {
      this.#front--;
      this.#items[this.#front] = thread;
    } else {
      this.#items.unshift(thread);
    }
  }

  insert(thread: Schedulable, before: (other: Schedulable) => boolean): void {
    const index = this.#indexOf(before);
    if (index < 0) this.#items.push(thread);
    else this.#items.splice(index, 0, thread);
  }

  take(allowed?: (thread: Schedulable) => boolean): Schedulable | undefined {
    const index = this.#indexOf(allowed);
    if (index < 0) return undefined;
    const thread = this.#items[index];
    if (index === this.#front) this.#front++;
    else this.#items.splice(index, 1);
    this.#cut();
    return thread;
  }

  first(allowed?: (thread: Schedulable) => boolean): Schedulable | undefined {
    const index = this.#indexOf(allowed);
    return index < 0 ? undefined : this.#items[index];
  }

  remove(thread: Schedulable): boolean {
    const index = this.#items.indexOf(thread, this.#front);
    if (index < 0) return false;
    this.#items.splice(index, 1);
    this.#cut();
    return true;
  }

  #indexOf(allowed: ((thread: Schedulable) => boolean) | undefined): number {
    if (allowed === undefined) return this.#front < this.#items.length ? this.#front : -1;
    for (let index = this.#front; index < this.#items.length; index++) {
      const thread = this.#items[index];
      if (thread !== undefined && allowed(thread)) return index;
    }
    return -1;
  }

  #cut(): void {
    if (this.#front === this.#items.length) {
      this.#items.length = 0;
      this.#front = 0;
    } else if (this.#front > 64 && this.#front * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#front);
      this.#front = 0;
    }
  }
}
