// How threads are scheduled, beyond the policy itself: parameters of the policies, queues, affinity, and the tie-breaks of the textbooks.

import type { Ticks } from "../machine";

/**
 * Everything about scheduling that textbooks decide differently. A policy looks at the part that concerns it
 * (`PolicyDefinition.uses`); the rest is the kernel's.
 */
export interface SchedulingSettings {
  /** Which priority numbers are urgent: low ones as with Unix nice values, or high ones as in Tanenbaum's exercises. */
  readonly urgent: "low" | "high";
  /** A more urgent thread takes the CPU at once (priority, MLFQ), or waits until the running one lets go of it. */
  readonly preemptive: boolean;
  /** Ticks in the ready queue after which a thread is more urgent by one; 0: never. */
  readonly aging: Ticks;
  /** How SJF and SRTF know bursts: `known` as declared or measured in a run before; `average`: guessed from the past. */
  readonly bursts: "known" | "average";
  /** Weight of the latest burst in the exponential average, 0 to 1. */
  readonly alpha: number;
  /** Guess for a thread that has had no burst yet, in ticks. */
  readonly firstGuess: Ticks;
  /** MLFQ: quantum of each level, the highest first; empty: the machine's, twice that and four times that. */
  readonly levels: readonly Ticks[];
  /** MLFQ: quanta that a thread may use up on each level before it sinks; the last one counts for all further levels. */
  readonly allotments: readonly number[];
  /** MLFQ: all rise to the top every so many ticks; 0: never. */
  readonly boost: Ticks;
  /** MLFQ: a thread that waits gets a fresh allotment on its level (the old rule 4b, which can be gamed). */
  readonly stay: boolean;
  /** MLFQ: a thread that has waited goes to the front of its queue. */
  readonly bump: boolean;
  /** MLFQ: a used-up allotment lets a thread sink always (OSTEP), or only where another one is ready (Stallings). */
  readonly demotion: "always" | "contended";
  /** Fair share: time in which every ready thread should have run once. */
  readonly latency: Ticks;
  /** Fair share: shortest slice. */
  readonly granularity: Ticks;
  /** Stride and lottery: tickets of a thread that no rule gives any. */
  readonly tickets: number;
  /** One ready queue for all CPUs, or one for each. */
  readonly queues: "shared" | "per-cpu";
  /** Where each CPU has its own queue: an idle one takes from the longest other. */
  readonly stealing: boolean;
  /** A thread goes back to the CPU that it ran on last, where that is idle. */
  readonly sticky: boolean;
  /**
   * Who queues first when a quantum ends: a thread that arrives at that instant (`arrival`: Silberschatz, Stallings), or the preempted one
   * (`requeued`: OSTEP), even before all that have come since its dispatch, who are noticed only when a CPU decides (`decision`).
   */
  readonly quantumEnd: "arrival" | "requeued" | "decision";
  /** Where a preempted thread queues among its equals. `usual`: as the policy's own book does (MLFQ: head; others: tail). */
  readonly preempted: "usual" | "head" | "tail";
  /** Quanta begin with each dispatch, or at fixed times for all CPUs as with a timer interrupt. */
  readonly quantumClock: "dispatch" | "global";
  /** A context switch is charged when a CPU changes its thread, or at every dispatch. */
  readonly switchCharge: "change" | "dispatch";
  /** A thread that waits gives its CPU away, or keeps it until it ends. */
  readonly switchOn: "wait" | "end";
  /** A woken thread queues as the policy says, or takes a CPU at once. */
  readonly wake: "queue" | "at-once";
  /** Sum of the working sets that a CPU's cache holds; 0: caches are not modelled. */
  readonly cacheSize: number;
  /** Ticks on a CPU until its cache is warm for a thread. */
  readonly cacheWarmUp: Ticks;
  /** Times faster that a thread runs in a warm cache. */
  readonly cacheSpeed: number;
  /** What is said of threads by their names; for each property the last rule that fits counts. */
  readonly threads: readonly ThreadRule[];
}

/** Properties that the scheduler gives to the threads of a name. */
export interface ThreadRule extends ThreadTraits {
  /** Name of the thread as the trace shows it; `*` stands for any text. */
  readonly name: string;
}

export interface ThreadTraits {
  /** Which end is urgent says `SchedulingSettings.urgent`; the fair policy reads it as a nice value. */
  readonly priority?: number;
  /** Shares of a lottery. */
  readonly tickets?: number;
  /** CPUs that it may run on, counted from 0; all where absent. */
  readonly cpus?: readonly number[];
  /** Ticks after the begin of the run before which it does not arrive, however early it is started. */
  readonly arrival?: number;
  /** What it needs in a cache, in the unit of `cacheSize`. */
  readonly workingSet?: number;
}

export const DEFAULT_SCHEDULING: SchedulingSettings = {
  urgent: "low",
  preemptive: true,
  aging: 10_000,
  bursts: "known",
  alpha: 0.5,
  firstGuess: 1000,
  levels: [],
  allotments: [1],
  boost: 10_000,
  stay: false,
  bump: false,
  demotion: "always",
  latency: 6000,
  granularity: 750,
  tickets: 100,
  queues: "shared",
  stealing: true,
  sticky: true,
  quantumEnd: "arrival",
  preempted: "usual",
  quantumClock: "dispatch",
  switchCharge: "change",
  switchOn: "wait",
  wake: "queue",
  cacheSize: 0,
  cacheWarmUp: 1000,
  cacheSpeed: 2,
  threads: [],
};

/** What the rules say of the thread of this name. */
export function traitsOf(rules: readonly ThreadRule[], name: string): ThreadTraits {
  let traits: ThreadTraits = {};
  for (const { name: pattern, ...rest } of rules) {
    if (matches(pattern, name)) traits = { ...traits, ...rest };
  }
  return traits;
}

/** `*` stands for any text. Linear in time: greedy, with one place to go back to. */
export function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (at < name.length) {
    if (pattern[index] === "*") {
      star = index++;
      resume = at;
    } else if (index < pattern.length && pattern[index] === name[at]) {
      index++;
      at++;
    } else if (star >= 0) {
      index = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[index] === "*") index++;
  return index === pattern.length;
}
