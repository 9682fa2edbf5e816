// The kernel's own record of a thread and of a CPU. Mutable, and seen by nobody but the kernel.

import type { Ticks } from "../machine";
import type { Schedulable } from "../policies/policy";
import type { CpuId, State, ThreadReason } from "../trace/trace";
import type { Agent, Segment } from "./agent";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface KernelThread extends Mutable<Schedulable> {
  readonly agent: Agent;
  state: State;
  /** Whether the trace already says that it is running; it lags behind `state` within one instant. */
  shownRunning: boolean;
  /** Why it lost its CPU, until the trace says so. */
  lost: Extract<ThreadReason, "quantum" | "preempted"> | undefined;
  /** The CPU it ran on last. */
  lastCpu: CpuId | undefined;
  /** The segment that has run natively and is being charged; `undefined` between two. */
  segment: Segment | undefined;
  /** Ticks of `segment` charged so far. */
  consumed: Ticks;
  /** The first emission of `segment` that has not been let out. */
  emission: number;
  /** The trace says that only the interpreter lock keeps it waiting. */
  toldLocked: boolean;
}

export interface Cpu {
  readonly id: CpuId;
  /** Who runs on it or is being switched to. */
  thread: KernelThread | undefined;
  /** Who the trace says runs on it. */
  shown: KernelThread | undefined;
  /** Who ran on it last. */
  last: KernelThread | undefined;
  /** End of the context switch under way; at most `now` when there is none. */
  switchEnd: Ticks;
  /** Time up to which the running thread has been charged. */
  chargedTo: Ticks;
  sliceUsed: Ticks;
  slice: Ticks;
}

export function createThread(agent: Agent, now: Ticks): KernelThread {
  return {
    agent,
    thread: agent.thread,
    process: agent.process,
    arrival: now,
    priority: agent.priority ?? 0,
    burst: undefined,
    used: 0,
    cpuTime: 0,
    since: now,
    state: "new",
    shownRunning: false,
    lost: undefined,
    lastCpu: undefined,
    segment: undefined,
    consumed: 0,
    emission: 0,
    toldLocked: false,
  };
}

export function createCpu(id: CpuId): Cpu {
  return {
    id,
    thread: undefined,
    shown: undefined,
    last: undefined,
    switchEnd: 0,
    chargedTo: 0,
    sliceUsed: 0,
    slice: Number.POSITIVE_INFINITY,
  };
}
