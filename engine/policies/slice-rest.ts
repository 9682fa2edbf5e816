// What a preempted thread has left of its quantum, for the policies that let it keep that.

import type { Ticks } from "../machine";
import type { ThreadId } from "../trace/trace";
import type { EnqueueReason, Schedulable } from "./policy";

export interface SliceRest {
  /** The slice of the dispatch that begins: the rest, or else a fresh quantum. */
  slice(thread: Schedulable): Ticks;
  charge(thread: Schedulable, ticks: Ticks): void;
  /** The thread queues or leaves: it keeps the rest only where it was preempted. */
  settle(thread: Schedulable, reason: EnqueueReason | "left"): void;
}

/** @param keep whether a preempted thread keeps the rest of its quantum */
export function createSliceRest(quantum: Ticks, keep: boolean): SliceRest {
  if (!keep) return { slice: () => quantum, charge: () => {}, settle: () => {} };
  const rests = new Map<ThreadId, Ticks>();
  return {
    slice(thread) {
      const rest = rests.get(thread.thread) ?? quantum;
      rests.set(thread.thread, rest);
      return Math.max(1, rest);
    },
    charge(thread, ticks) {
      rests.set(thread.thread, (rests.get(thread.thread) ?? quantum) - ticks);
    },
    settle(thread, reason) {
      if (reason !== "preempted") rests.delete(thread.thread);
    },
  };
}
