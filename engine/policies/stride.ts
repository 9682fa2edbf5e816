// Stride scheduling: the lottery's shares without the lot.

import type { MachineSettings } from "../machine";
import type { ThreadId } from "../trace/trace";
import { createOrderedQueue } from "./ordered-queue";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const STRIDE: PolicyDefinition = {
  id: "stride",
  name: "Stride",
  description:
    "Each thread has a pass value, which grows by a stride (inverse to its tickets) with the time that it runs; the lowest " +
    "pass runs next, so that shares follow the tickets exactly and not only on average. A thread that comes or comes back " +
    "starts at the lowest pass of those that are there. Waldspurger, Weihl: Stride Scheduling (MIT/LCS/TM-528, 1995); OSTEP ch. 9.",
  uses: ["quantum", "tickets"],
  create: createStride,
};

/** The stride of a single ticket, a tick: `stride1` of the paper. Whole numbers throughout, so that sums do not depend on their parts. */
const STRIDE_1 = 1 << 20;

function createStride({ quantum: wanted, scheduling }: MachineSettings): Policy {
  const quantum = Math.max(1, wanted);
  const passes = new Map<ThreadId, number>();
  const present = new Set<ThreadId>();
  const passOf = (thread: Schedulable) => passes.get(thread.thread) ?? 0;
  // Equal passes go in the order in which the threads were made.
  const queue = createOrderedQueue((a, b) => passOf(a) - passOf(b) || a.thread - b.thread);

  function lowestPass(): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (const id of present) lowest = Math.min(lowest, passes.get(id) ?? 0);
    return lowest === Number.POSITIVE_INFINITY ? 0 : lowest;
  }

  return {
    preemptive: false,
    enqueue(thread) {
      if (!present.has(thread.thread)) {
        passes.set(thread.thread, Math.max(passOf(thread), lowestPass()));
        present.add(thread.thread);
      }
      queue.push(thread);
    },
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => queue.remove(thread),
    quantum: () => quantum,
    shouldPreempt: () => false,
    charge(thread, ticks) {
      const stride = Math.floor(STRIDE_1 / (thread.tickets ?? scheduling.tickets));
      passes.set(thread.thread, passOf(thread) + stride * ticks);
    },
    leave(thread, how) {
      present.delete(thread.thread);
      if (how === "terminated") passes.delete(thread.thread);
    },
  };
}
