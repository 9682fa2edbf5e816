// What a CPU scheduling policy is to the kernel.

import type { MachineSettings, PolicyId, Ticks } from "../machine";
import type { SchedulingSettings } from "../scheduling/settings";
import type { CpuId, ProcessId, ThreadId } from "../trace/trace";

/** Why a thread enters the ready queue. */
export type EnqueueReason =
  /** New, or woken after it was blocked. */
  | "arrived"
  | "woken"
  /** Its time slice is used up. */
  | "quantum"
  /** Another thread took its CPU. */
  | "preempted"
  /** It runs, and queues only because all CPUs are filled anew (`tickRequeues`). */
  | "requeued";

/** What a policy may know of a thread. The kernel keeps it up to date; a policy only reads it. */
export interface Schedulable {
  readonly thread: ThreadId;
  readonly process: ProcessId;
  /** When it first became ready. */
  readonly arrival: Ticks;
  /** As a rule or the thread itself says; 0 where nobody does. */
  readonly priority: number;
  /** Its shares in a lottery; `undefined` where nobody says. */
  readonly tickets: number | undefined;
  /** Length of the present CPU burst, where it is known in advance: declared, or measured in a run before. */
  readonly burst: Ticks | undefined;
  /** Length of the present burst as far as it has begun: what was used and what is left of the present segment. */
  readonly begun: Ticks | undefined;
  /** CPU time used in the present burst, since it was last blocked. */
  readonly used: Ticks;
  /** CPU time used in all. */
  readonly cpuTime: Ticks;
  /** Since when it is in its present state. */
  readonly since: Ticks;
}

/**
 * A ready queue with an opinion. One instance serves one run; it may keep state by `thread`.
 * Every decision must depend on its inputs only, ties broken by order of `enqueue`.
 */
export interface Policy {
  /** Whether `shouldPreempt` can ever say yes; lets the kernel skip the question. */
  readonly preemptive: boolean;
  enqueue(thread: Schedulable, reason: EnqueueReason, now: Ticks): void;
  /**
   * Removes and returns the ready thread that `cpu` should run next.
   * @param allowed where present, threads that it refuses must stay in the queue (one running thread per process)
   */
  pick(cpu: CpuId, now: Ticks, allowed?: (thread: Schedulable) => boolean): Schedulable | undefined;
  /** The thread that `pick` would return, left in the queue. */
  peek(now: Ticks, allowed?: (thread: Schedulable) => boolean): Schedulable | undefined;
  /** Takes a thread out of the ready queue that was ended from outside. */
  remove(thread: Schedulable): void;
  /** Time slice of the dispatch that begins now; `Infinity` for none. At least 1. */
  quantum(thread: Schedulable, now: Ticks): Ticks;
  /** Whether the ready `candidate` takes the CPU from `running` now. Must be a strict order: never both ways. */
  shouldPreempt(running: Schedulable, candidate: Schedulable, now: Ticks): boolean;
  /** The running thread has used `ticks` more of a CPU. */
  charge(thread: Schedulable, ticks: Ticks, now: Ticks): void;
  /** The thread has left the ready and running states: it waits, or it has ended. */
  leave(thread: Schedulable, how: "blocked" | "terminated", now: Ticks): void;
  /** The queue that the thread stands in or came from, 0 for the one that is served first; only where there are several. */
  level?(thread: Schedulable): number;
  /** Number of those queues. */
  readonly levels?: number;
  /** Called every `period` ticks while there is work (a boost, aging). */
  readonly period?: Ticks;
  tick?(now: Ticks): void;
  /** Before `tick` the running threads queue again as `requeued`, and all CPUs are filled anew after it. */
  readonly tickRequeues?: boolean;
}

/** The machine settings that a policy looks at; the panel shows only these. */
export type PolicySetting = "quantum" | Exclude<keyof SchedulingSettings, "threads">;

/** A policy as a person chooses it. */
export interface PolicyDefinition {
  readonly id: PolicyId;
  readonly name: string;
  /** One paragraph: what it does, what it is good and bad at, where it is described. */
  readonly description: string;
  readonly uses: readonly PolicySetting[];
  create(machine: MachineSettings): Policy;
}
