// Fair share: whoever has had the least CPU time for its weight runs next, in the manner of Linux's completely fair scheduler.

import type { MachineSettings } from "../machine";
import type { ThreadId } from "../trace/trace";
import { createOrderedQueue } from "./ordered-queue";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const FAIR: PolicyDefinition = {
  id: "fair",
  name: "Fair share",
  description:
    "Each thread's virtual runtime grows with the CPU time that it uses, the slower the more it weighs; the least one runs " +
    "next. A slice is the thread's share of the latency in which all should run once, and never shorter than the shortest " +
    "slice. Weights follow from priorities read as nice values, -20 to 19: each step is about a tenth of the CPU. " +
    "Linux's completely fair scheduler (kernel/sched/fair.c, 2.6.23 to 6.5), without groups and load balancing; OSTEP ch. 9.",
  uses: ["latency", "granularity", "urgent"],
  create: createFair,
};

/** Weight of nice 0. */
const NICE_0_WEIGHT = 1024;

/** `sched_prio_to_weight` of Linux (kernel/sched/core.c): nice -20 to 19; each step is a factor of about 1.25. */
const WEIGHTS: readonly number[] = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991,
  1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/**
 * Virtual runtime is counted in this part of a tick of a thread of nice 0, in whole numbers: sums must not depend on their parts.
 * Linux does likewise with its table of inverse weights.
 */
const PARTS = 2 ** 14;

/** @param nice values beyond -20 to 19 count as the nearest */
export function weightOf(nice: number): number {
  return WEIGHTS[Math.min(19, Math.max(-20, Math.round(nice))) + 20] ?? NICE_0_WEIGHT;
}

function createFair({ scheduling }: MachineSettings): Policy {
  const { latency, granularity, urgent } = scheduling;
  const runtimes = new Map<ThreadId, number>();
  /** Ready and running threads with their weights. */
  const present = new Map<ThreadId, number>();
  /** When each thread became ready last: only then it may take a CPU, not whenever somebody looks. */
  const readySince = new Map<ThreadId, number>();
  let totalWeight = 0;
  /** Never falls: where newcomers begin. */
  let least = 0;
  const runtimeOf = (thread: Schedulable) => runtimes.get(thread.thread) ?? 0;
  const weight = (thread: Schedulable) => weightOf(urgent === "high" ? -thread.priority : thread.priority);
  const queue = createOrderedQueue((a, b) => runtimeOf(a) - runtimeOf(b));

  function raiseLeast(): void {
    let lowest = Number.POSITIVE_INFINITY;
    for (const id of present.keys()) lowest = Math.min(lowest, runtimes.get(id) ?? 0);
    if (lowest !== Number.POSITIVE_INFINITY) least = Math.max(least, lowest);
  }

  return {
    preemptive: true,
    enqueue(thread, reason, now) {
      if (!present.has(thread.thread)) {
        readySince.set(thread.thread, now);
        raiseLeast();
        // One that has waited may catch up by half a latency at most (GENTLE_FAIR_SLEEPERS); a new one has nothing to catch up.
        const start = reason === "woken" ? least - Math.floor((PARTS * latency) / 2) : least;
        runtimes.set(thread.thread, Math.max(runtimes.get(thread.thread) ?? start, start));
        present.set(thread.thread, weight(thread));
        totalWeight += weight(thread);
      }
      queue.push(thread);
    },
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => queue.remove(thread),
    quantum(thread) {
      const period = Math.max(latency, present.size * granularity);
      return Math.max(1, granularity, Math.round((period * weight(thread)) / Math.max(1, totalWeight)));
    },
    shouldPreempt: (running, candidate, now) =>
      readySince.get(candidate.thread) === now && runtimeOf(candidate) + PARTS * granularity < runtimeOf(running),
    charge(thread, ticks) {
      const speed = Math.round((PARTS * NICE_0_WEIGHT) / weight(thread));
      runtimes.set(thread.thread, runtimeOf(thread) + ticks * speed);
    },
    leave(thread, how) {
      totalWeight -= present.get(thread.thread) ?? 0;
      present.delete(thread.thread);
      if (how === "terminated") runtimes.delete(thread.thread);
      readySince.delete(thread.thread);
    },
  };
}
