// What the kernel is given and what it offers.

import type { MachineSettings, Ticks } from "../machine";
import type { Policy } from "../policies/policy";
import type { ThreadId, TraceEvent } from "../trace/trace";
import type { KernelServices } from "./agent";

export interface KernelOptions {
  readonly machine: Pick<MachineSettings, "cpus" | "contextSwitch" | "onePerProcess" | "quantum" | "scheduling">;
  readonly policy: Policy;
  /** Length of the burst of this number (from 0) of a thread, where it is known from a run before. */
  readonly knownBurst?: (thread: ThreadId, burst: number) => Ticks | undefined;
  /** Hears of every burst that has ended. */
  readonly burstEnded?: (thread: ThreadId, ticks: Ticks) => void;
  /** Events that may be recorded. */
  readonly maxEvents: number;
  /** Virtual time that may pass, in ticks. */
  readonly maxTime: Ticks;
  /** Receives every event in order; without it the kernel builds none. */
  readonly record?: (event: TraceEvent) => void;
}

export type KernelStatus =
  | "running"
  /** Nothing runs, nothing is ready, and nothing is awaited from outside. */
  | "quiescent"
  | "bound-events"
  | "bound-time";

export interface Kernel extends KernelServices {
  /** Goes on for at most `instants` instants of virtual time. */
  advance(instants: number): KernelStatus;
  /** Events recorded so far. */
  events(): number;
  /** When the last of them happened; what is left to do after it shows nowhere. */
  lastEvent(): Ticks;
  /** Whether some CPU runs a thread or is being switched to one. */
  isBusy(): boolean;
  /** What each CPU has done so far. */
  readonly cpus: readonly CpuUse[];
  /** Begins anew at time 0, without threads. `record` where the kernel was made with one, and only there. */
  renew(policy: Policy, record: ((event: TraceEvent) => void) | undefined): void;
}

/** How a CPU has spent its time, in ticks; the rest it was idle. */
export interface CpuUse {
  /** Time in which it ran a thread. */
  readonly busy: Ticks;
  /** Time in which it changed from one thread to another. */
  readonly switching: Ticks;
  /** The part of `busy` in which its cache was warm for the thread. */
  readonly warm: Ticks;
}
