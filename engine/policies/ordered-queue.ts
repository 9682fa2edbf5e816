// A ready queue in an order of its own: who comes first by `compare`, and among equals who was queued first.

import type { Schedulable } from "./policy";

export interface OrderedQueue {
  /** @param first before its equals instead of behind them */
  push(thread: Schedulable, first?: boolean): void;
  take(allowed?: (thread: Schedulable) => boolean): Schedulable | undefined;
  first(allowed?: (thread: Schedulable) => boolean): Schedulable | undefined;
  remove(thread: Schedulable): void;
  /** Sorts again, after something that `compare` looks at has changed. Equals keep their order. */
  sort(): void;
}

/** `compare` is negative where `a` goes first. Insertion walks from the end: queues are short and mostly in order. */
export function createOrderedQueue(compare: (a: Schedulable, b: Schedulable) => number): OrderedQueue {
  const items: Schedulable[] = [];

  function indexOf(allowed: ((thread: Schedulable) => boolean) | undefined): number {
    return allowed === undefined ? Math.min(0, items.length - 1) : items.findIndex(allowed);
  }

  return {
    push(thread, first = false) {
      let index = items.length;
      for (let before = items[index - 1]; before !== undefined; before = items[index - 1]) {
        const order = compare(thread, before);
        if (order > 0 || (order === 0 && !first)) break;
        items[index--] = before;
      }
      items[index] = thread;
    },
    take(allowed) {
      const index = indexOf(allowed);
      return index < 0 ? undefined : items.splice(index, 1)[0];
    },
    first(allowed) {
      const index = indexOf(allowed);
      return index < 0 ? undefined : items[index];
    },
    remove(thread) {
      const index = items.indexOf(thread);
      if (index >= 0) items.splice(index, 1);
    },
    sort() {
      items.sort(compare);
    },
  };
}
