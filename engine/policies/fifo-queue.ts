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

/** A queue whose `push` and unrestricted `take` cost constant time: the front moves along the array, which is cut now and then. */
export function createFifoQueue(): FifoQueue {
  let items: Schedulable[] = [];
  let front = 0;

  function indexOf(allowed: ((thread: Schedulable) => boolean) | undefined): number {
    if (allowed === undefined) return front < items.length ? front : -1;
    for (let index = front; index < items.length; index++) {
      const thread = items[index];
      if (thread !== undefined && allowed(thread)) return index;
    }
    return -1;
  }

  function cut(): void {
    if (front === items.length) {
      items.length = 0;
      front = 0;
    } else if (front > 64 && front * 2 > items.length) {
      items = items.slice(front);
      front = 0;
    }
  }

  return {
    get size() {
      return items.length - front;
    },
    push(thread) {
      items.push(thread);
    },
    unshift(thread) {
      if (front > 0) {
        front--;
        items[front] = thread;
      } else {
        items.unshift(thread);
      }
    },
    insert(thread, before) {
      const index = indexOf(before);
      if (index < 0) items.push(thread);
      else items.splice(index, 0, thread);
    },
    take(allowed) {
      const index = indexOf(allowed);
      if (index < 0) return undefined;
      const thread = items[index];
      if (index === front) front++;
      else items.splice(index, 1);
      cut();
      return thread;
    },
    first(allowed) {
      const index = indexOf(allowed);
      return index < 0 ? undefined : items[index];
    },
    remove(thread) {
      const index = items.indexOf(thread, front);
      if (index < 0) return false;
      items.splice(index, 1);
      cut();
      return true;
    },
  };
}
