// The state of the whole machine at one step of a trace: what every view draws.

import type { Ticks } from "../machine";
import type { SiteId } from "../scenario";
import type {
  CpuId,
  CycleEdge,
  LockMode,
  ProcessId,
  ResourceId,
  State,
  TaskId,
  ThreadId,
  ThreadReason,
  Wait,
} from "./trace";

/**
 * `processes`, `threads`, `tasks` and `resources` have the order and length of the trace's own lists: entry `i` describes
 * `trace.tasks[i]`. What does not exist yet at this step has state `undefined` (`exists: false` for a resource).
 */
export interface MachineState {
  /** Number of events applied, 0 to `trace.events.length`. The event that led here is `trace.events[step - 1]`. */
  readonly step: number;
  /** Virtual time of the last applied event; 0 at step 0. */
  readonly at: Ticks;
  readonly processes: readonly ProcessAt[];
  readonly threads: readonly ThreadAt[];
  readonly tasks: readonly TaskAt[];
  readonly resources: readonly ResourceAt[];
  /** One entry for each CPU of the machine. */
  readonly cpus: readonly CpuAt[];
  /** Who waits for whom among the tasks. */
  readonly waitsFor: readonly WaitForEdge[];
  /** Wait-for cycles that have closed and whose tasks are all still blocked. */
  readonly cycles: readonly (readonly CycleEdge[])[];
  /** Console lines so far, oldest first. */
  readonly output: readonly OutputLine[];
}

export interface ProcessAt {
  readonly id: ProcessId;
  /** Derived: running if a thread of it runs, else ready if one is ready, else blocked if one is blocked, else new. */
  readonly state: State | undefined;
  readonly exitCode: number | undefined;
}

export interface ThreadAt {
  readonly id: ThreadId;
  readonly state: State | undefined;
  /** Why it entered this state. */
  readonly because: ThreadReason | undefined;
  /** Step of the event that put it into this state. */
  readonly since: number;
  /** Set exactly while it is running. */
  readonly cpu: CpuId | undefined;
  /** Set exactly while it is blocked. */
  readonly wait: Wait | undefined;
  /** Which of the policy's queues it belongs to, where there are several. */
  readonly queue: QueueLevel | undefined;
  /** The task that runs on it now, if one does. */
  readonly task: TaskId | undefined;
}

/** One queue of a policy that has several: `level` 0 is served first. */
export interface QueueLevel {
  readonly level: number;
  readonly levels: number;
}

export interface TaskAt {
  readonly id: TaskId;
  readonly state: State | undefined;
  /** Step of the event that put it into this state. */
  readonly since: number;
  /** Set exactly while it is blocked. */
  readonly wait: Wait | undefined;
  /** The source line that it is at. */
  readonly site: SiteId | undefined;
  /** Resources of which it holds units, in the order of the acquisitions. */
  readonly holds: readonly ResourceId[];
  /** Set exactly once it is terminated. */
  readonly result: "returned" | "threw" | "killed" | undefined;
}

export interface Claim {
  /** `undefined` where the trace does not say which task. */
  readonly task: TaskId | undefined;
  readonly amount: number;
  readonly mode: LockMode;
  /** Step of the event that acquired or requested it. */
  readonly since: number;
  readonly site: SiteId | undefined;
}

export interface ItemAt {
  readonly item: number;
  readonly preview: string;
  /** Step of the event that put it there. */
  readonly since: number;
}

export interface ResourceAt {
  readonly id: ResourceId;
  readonly exists: boolean;
  readonly holders: readonly Claim[];
  /** First come first. */
  readonly waiters: readonly Claim[];
  /** Units left; `undefined` for a resource without units. */
  readonly available: number | undefined;
  /** What is in a queue, channel or port now, oldest first. */
  readonly items: readonly ItemAt[];
  /** Number of items as the trace reports it. */
  readonly level: number;
}

export interface CpuAt {
  readonly id: CpuId;
  /** `undefined`: idle. */
  readonly thread: ThreadId | undefined;
  /** Step since which that is so. */
  readonly since: number;
}

export interface WaitForEdge {
  readonly from: TaskId;
  readonly to: TaskId;
  /** What `from` waits for and `to` holds; `undefined` where `from` waits for `to` itself to finish. */
  readonly resource: ResourceId | undefined;
  /** Part of a closed cycle. */
  readonly inCycle: boolean;
}

export interface OutputLine {
  readonly step: number;
  readonly at: Ticks;
  readonly task: TaskId | undefined;
  readonly thread: ThreadId | undefined;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** Every step of one trace, made for scrubbing: any step costs at most a few hundred events. */
export interface Timeline {
  /** Number of events; the last step. */
  readonly steps: number;
  /** State after `step` events; clamps a step out of range, rounds a broken one down. */
  at(step: number): MachineState;
}
