// The settings of the simulated machine: what a person may change in the panel before a re-run.

import { DEFAULT_SCHEDULING, type SchedulingSettings } from "./scheduling/settings";
import { soundScheduling } from "./scheduling/table";

/** A CPU scheduling policy's id; one file each in `engine/policies/`. */
export type PolicyId = string;

/** Virtual time. One tick is one microsecond of the simulated machine; always an integer. */
export type Ticks = number;

/** Ticks in a millisecond, the unit of `setTimeout` and of the panel's time axis. */
export const TICKS_PER_MILLISECOND = 1000;

export interface MachineSettings {
  /** Number of CPUs, at least 1. */
  readonly cpus: number;
  readonly policy: PolicyId;
  /** Time slice of the policies that have one, in ticks. */
  readonly quantum: Ticks;
  /** Cost charged to a CPU when it changes to another thread, in ticks. */
  readonly contextSwitch: Ticks;
  /** At most one running thread per process, as under CPython's global interpreter lock. */
  readonly onePerProcess: boolean;
  /** Seed of everything random: `Math.random`, `crypto`, lottery policies. */
  readonly seed: number;
  /** Modelled latency of I/O that has no better model (files, sockets, unknown modules), in ticks. */
  readonly ioLatency: Ticks;
  /** Time from `new Worker` to the first statement of the worker, in ticks. */
  readonly threadStart: Ticks;
  /** Parameters of the policies, queues, affinity and tie-breaks. */
  readonly scheduling: SchedulingSettings;
  readonly limits: RunLimits;
}

/** Every bound of a run. A run that meets one ends with outcome `bound`, which names it. */
export interface RunLimits {
  /** Statements and loop turns that one job may execute before it counts as an endless loop. */
  readonly fuelPerJob: number;
  /** Trace events of one run. */
  readonly maxEvents: number;
  /** Virtual time of one run, in ticks. */
  readonly maxTime: Ticks;
  /** Depth of user function calls. */
  readonly maxDepth: number;
}

/** What a run uses where nobody chose otherwise. */
export const DEFAULT_MACHINE: MachineSettings = {
  cpus: 2,
  policy: "fcfs",
  quantum: 100,
  contextSwitch: 0,
  onePerProcess: false,
  seed: 1,
  ioLatency: 1000,
  threadStart: 500,
  scheduling: DEFAULT_SCHEDULING,
  limits: { fuelPerJob: 2_000_000, maxEvents: 100_000, maxTime: 3_600_000_000, maxDepth: 5_000 },
};

/** The nearest settings that a machine can really have: whole numbers within bounds. */
export function soundMachine(wanted: MachineSettings): MachineSettings {
  const { limits } = wanted;
  return {
    cpus: whole(wanted.cpus, 1, 256),
    policy: wanted.policy,
    quantum: whole(wanted.quantum, 1),
    contextSwitch: whole(wanted.contextSwitch, 0),
    onePerProcess: wanted.onePerProcess,
    seed: whole(wanted.seed, Number.MIN_SAFE_INTEGER),
    ioLatency: whole(wanted.ioLatency, 0),
    threadStart: whole(wanted.threadStart, 0),
    scheduling: soundScheduling(wanted.scheduling),
    limits: {
      fuelPerJob: whole(limits.fuelPerJob, 1),
      maxEvents: whole(limits.maxEvents, 1),
      maxTime: whole(limits.maxTime, 1),
      maxDepth: whole(limits.maxDepth, 1),
    },
  };
}

function whole(value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  return Number.isNaN(value) ? least : Math.min(most, Math.max(least, Math.round(value)));
}
