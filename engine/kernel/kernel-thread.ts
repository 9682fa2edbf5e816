// The kernel's own record of a thread and of a CPU. Mutable, and seen by nobody but the kernel.

import type { Ticks } from "../machine";
import type { Schedulable } from "../policies/policy";
import type { SchedulingSettings } from "../scheduling/settings";
import type { CpuId, State, ThreadReason } from "../trace/trace";
import type { Agent, Segment } from "./agent";
import { type Cache, createCache } from "./cache";

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
  /** CPUs that it may run on; all where `undefined`. */
  readonly affinity: ReadonlySet<CpuId> | undefined;
  readonly workingSet: number;
  /** The CPU in whose queue it stands, where each has its own. */
  home: CpuId | undefined;
  /** When it was last requeued without having lost its CPU. */
  requeuedAt: Ticks;
  /** Bursts that have ended. */
  bursts: number;
  /** The segment that has run natively and is being charged; `undefined` between two. */
  segment: Segment | undefined;
  /** Ticks of `segment` charged so far. */
  consumed: Ticks;
  /** The first emission of `segment` that has not been let out. */
  emission: number;
  /** The policy's queue that the trace says it belongs to. */
  level: number | undefined;
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
  /** Since when that switch goes on. */
  switchFrom: Ticks;
  /** Time up to which the running thread has been charged. */
  chargedTo: Ticks;
  sliceUsed: Ticks;
  slice: Ticks;
  /** A waiting thread that keeps the CPU to itself. */
  reserved: KernelThread | undefined;
  cache: Cache | undefined;
  /** Time in which it ran a thread, in which it was switching, and in which it ran one in a warm cache. */
  busy: Ticks;
  switching: Ticks;
  warm: Ticks;
}

/** @param cpus number of CPUs; a rule that leaves a thread none of them is ignored */
export function createThread(agent: Agent, now: Ticks, cpus: number): KernelThread {
  const { priority = 0, tickets, cpus: wanted, workingSet = 0 } = agent.traits ?? {};
  const own = wanted?.filter((cpu) => cpu < cpus) ?? [];
  return {
    agent,
    thread: agent.thread,
    process: agent.process,
    arrival: now,
    priority,
    tickets,
    burst: undefined,
    begun: undefined,
    used: 0,
    cpuTime: 0,
    since: now,
    state: "new",
    shownRunning: false,
    lost: undefined,
    lastCpu: undefined,
    affinity: own.length === 0 ? undefined : new Set(own),
    workingSet,
    home: undefined,
    requeuedAt: -1,
    bursts: 0,
    segment: undefined,
    consumed: 0,
    emission: 0,
    level: undefined,
    toldLocked: false,
  };
}

export function createCpu(id: CpuId, scheduling: SchedulingSettings): Cpu {
  return {
    id,
    thread: undefined,
    shown: undefined,
    last: undefined,
    switchEnd: 0,
    switchFrom: 0,
    chargedTo: 0,
    sliceUsed: 0,
    slice: Number.POSITIVE_INFINITY,
    reserved: undefined,
    cache: cacheOf(scheduling),
    busy: 0,
    switching: 0,
    warm: 0,
  };
}

/** Makes it as it was when it was created. */
export function renewCpu(cpu: Cpu, scheduling: SchedulingSettings): void {
  cpu.thread = undefined;
  cpu.shown = undefined;
  cpu.last = undefined;
  cpu.switchEnd = 0;
  cpu.switchFrom = 0;
  cpu.chargedTo = 0;
  cpu.sliceUsed = 0;
  cpu.slice = Number.POSITIVE_INFINITY;
  cpu.reserved = undefined;
  cpu.cache = cacheOf(scheduling);
  cpu.busy = 0;
  cpu.switching = 0;
  cpu.warm = 0;
}

function cacheOf({ cacheSize, cacheWarmUp, cacheSpeed }: SchedulingSettings): Cache | undefined {
  return cacheSize > 0 ? createCache({ size: cacheSize, warmUp: cacheWarmUp, speed: cacheSpeed }) : undefined;
}

/** Charges a running thread up to now. Returns the CPU time that it has used, which a warm cache makes worth more work. */
export function chargeRunning(cpu: Cpu, thread: KernelThread, now: Ticks): Ticks {
  const used = now - cpu.chargedTo;
  if (used <= 0) return 0;
  cpu.chargedTo = now;
  cpu.sliceUsed += used;
  cpu.busy += used;
  thread.cpuTime += used;
  let work = used;
  if (cpu.cache !== undefined) {
    const ran = cpu.cache.run(thread.thread, used);
    cpu.warm += ran.warm;
    // The last tick of a segment may be worth more than what was left of it.
    work = Math.min(ran.work, (thread.segment?.cost ?? Number.POSITIVE_INFINITY) - thread.consumed);
  }
  thread.consumed += work;
  thread.used += work;
  return used;
}

/** CPU time that the thread needs for so much work if it goes on running. */
export function timeToDo(cpu: Cpu, thread: KernelThread, work: Ticks): Ticks {
  return cpu.cache === undefined ? work : cpu.cache.timeFor(thread.thread, work);
}
