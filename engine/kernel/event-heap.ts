// The future: what is to happen at which virtual time, equal times in the order of request.

import type { Ticks } from "../machine";

export interface Appointment {
  readonly due: Ticks;
  /** Order of request, the tie-break of equal times. */
  readonly order: number;
  fire: (() => void) | undefined;
}

export interface EventHeap {
  /** Returns a function that cancels; it may be called at any time and more than once. */
  add(due: Ticks, fire: () => void): () => void;
  /** Time of the earliest appointment that was not cancelled; `Infinity` where there is none. */
  next(): Ticks;
  /** Removes the earliest one that is due at `now` or before, and returns what to do. */
  take(now: Ticks): (() => void) | undefined;
  /** Forgets everything, as if nothing had been added yet. */
  clear(): void;
}

/** A binary heap; cancelled appointments stay until they reach the top. */
export function createEventHeap(): EventHeap {
  const heap: Appointment[] = [];
  let orders = 0;

  function dropCancelled(): Appointment | undefined {
    for (;;) {
      const top = heap[0];
      if (top === undefined || top.fire !== undefined) return top;
      pop(heap);
    }
  }

  return {
    add(due, fire) {
      const appointment: Appointment = { due, order: orders++, fire };
      push(heap, appointment);
      return () => {
        appointment.fire = undefined;
      };
    },
    next: () => dropCancelled()?.due ?? Number.POSITIVE_INFINITY,
    take(now) {
      const top = dropCancelled();
      if (top === undefined || top.due > now) return undefined;
      pop(heap);
      const fire = top.fire;
      top.fire = undefined;
      return fire;
    },
    clear() {
      heap.length = 0;
      orders = 0;
    },
  };
}

function before(a: Appointment, b: Appointment): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

function push(heap: Appointment[], item: Appointment): void {
  let index = heap.length;
  heap.push(item);
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (parent === undefined || !before(item, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = item;
}

function pop(heap: Appointment[]): void {
  const item = heap.pop();
  if (item === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let childIndex = index * 2 + 1;
    let child = heap[childIndex];
    if (child === undefined) break;
    const right = heap[childIndex + 1];
    if (right !== undefined && before(right, child)) {
      childIndex++;
      child = right;
    }
    if (!before(child, item)) break;
    heap[index] = child;
    index = childIndex;
  }
  heap[index] = item;
}
