// The trace: what happened in one run. Plain JSON, and the only input of every view.

import type { MachineSettings, Ticks } from "../machine";
import type { Assumption, Site, SiteId, SourceFile } from "../scenario";

export type ProcessId = number;
export type ThreadId = number;
export type TaskId = number;
export type ResourceId = number;
export type CpuId = number;

/** The five states of the textbooks, for processes, threads and tasks alike. */
export type State = "new" | "ready" | "running" | "blocked" | "terminated";

export interface ProcessInfo {
  readonly id: ProcessId;
  readonly pid: number;
  readonly name: string;
  readonly parent?: ProcessId;
}

export interface ThreadInfo {
  readonly id: ThreadId;
  readonly process: ProcessId;
  /** `main`, or the worker's file name with its `threadId`. */
  readonly name: string;
  /** The `threadId` that user code sees; 0 is the main thread. */
  readonly threadId: number;
  readonly parent?: ThreadId;
  /** Ends when the main thread's work ends (`unref`). */
  readonly daemon: boolean;
  /** Where it was started. */
  readonly site?: SiteId;
}

export interface TaskInfo {
  readonly id: TaskId;
  readonly thread: ThreadId;
  /** Function name, made unique within the run where two tasks run the same function: `transfer #2`. */
  readonly name: string;
  /** `module`: a file's top level. `call`: an async call not awaited on the spot. `callback`: a timer's, message's or event's. */
  readonly kind: "module" | "call" | "callback";
  readonly parent?: TaskId;
  /** The function that it runs. */
  readonly site?: SiteId;
  /** A task that waits for input by design (a server loop); it is not in a deadlock when it waits at the end. */
  readonly daemon: boolean;
}

export type ResourceKind =
  | "mutex"
  | "semaphore"
  | "rwlock"
  | "limiter"
  | "queue"
  | "channel"
  | "event"
  | "condition"
  | "barrier"
  | "pool"
  | "timer"
  | "port"
  | "io"
  | "promise";

export interface ResourceInfo {
  readonly id: ResourceId;
  readonly kind: ResourceKind;
  /** As the user's code calls it: `alice.mutex`, `audit lock`. Unique within the run. */
  readonly name: string;
  /** Permits of a semaphore, bound of a queue; 1 for a mutex; `undefined` where there is none. */
  readonly capacity?: number;
  /** What made it: `async-mutex Mutex`, `Web Lock`, `class SimpleLock`. */
  readonly origin: string;
  /** Where it was created. */
  readonly site?: SiteId;
}

/** What a blocked task or thread waits for. */
export interface Wait {
  readonly kind: "acquire" | "join" | "message" | "timer" | "io" | "event" | "promise" | "event-loop";
  readonly resource?: ResourceId;
  /** Tasks that this one waits for directly, without a resource between (`await someTask`, `Promise.all`). */
  readonly tasks?: readonly TaskId[];
  /** That any one of `tasks` ends the wait (`Promise.race`, `Promise.any`); absent: it takes all of them. */
  readonly needs?: "any";
  /** One phrase in the library's own words: `Mutex.acquire() of alice.mutex`. */
  readonly text: string;
  /** Whether a timeout will end the wait, so that it can never be part of a deadlock. */
  readonly timeout?: boolean;
  /** For an unknown promise: where it was created. */
  readonly createdAt?: SiteId;
}

interface EventBase {
  /** Virtual time, never decreasing along the trace. */
  readonly at: Ticks;
  /** The thread on whose behalf it happened, where there is one. */
  readonly thread?: ThreadId;
  readonly task?: TaskId;
  /** The source line that did it. */
  readonly site?: SiteId;
}

export type TraceEvent = EventBase & TraceEventBody;

export type TraceEventBody =
  | { readonly kind: "process-new"; readonly process: ProcessId }
  | { readonly kind: "process-exit"; readonly process: ProcessId; readonly code: number }
  /** `thread` changes state; `cpu` is set exactly while it is running. */
  | {
      readonly kind: "thread-state";
      readonly to: State;
      readonly cpu?: CpuId;
      readonly wait?: Wait;
      readonly because: ThreadReason;
    }
  /** `thread` now belongs to this queue of a policy that has several, 0 the one that is served first. */
  | { readonly kind: "thread-level"; readonly level: number; readonly levels: number }
  /** `task` changes state. */
  | {
      readonly kind: "task-state";
      readonly to: State;
      readonly wait?: Wait;
      /** On `ready`: the task that ended the wait, if one did. */
      readonly wokenBy?: TaskId;
      /** On `terminated`: how it ended. */
      readonly result?: "returned" | "threw" | "killed";
    }
  /** The source line that `task` is at, where no other event says it. */
  | { readonly kind: "task-at" }
  | { readonly kind: "resource-new"; readonly resource: ResourceId }
  | { readonly kind: "request"; readonly resource: ResourceId; readonly mode: LockMode; readonly amount: number }
  /** `task` now holds `amount` units of `resource`. */
  | { readonly kind: "acquire"; readonly resource: ResourceId; readonly mode: LockMode; readonly amount: number }
  | { readonly kind: "release"; readonly resource: ResourceId; readonly amount: number; readonly holder?: TaskId }
  /** A request that was cancelled or timed out. */
  | { readonly kind: "abandon"; readonly resource: ResourceId }
  /** An item enters a queue, channel or port; `level` is the number of items after it. */
  | {
      readonly kind: "put";
      readonly resource: ResourceId;
      readonly item: number;
      readonly preview: string;
      readonly level: number;
      readonly to?: ThreadId;
    }
  | { readonly kind: "take"; readonly resource: ResourceId; readonly item: number; readonly level: number }
  | { readonly kind: "timer-set"; readonly timer: number; readonly due: Ticks; readonly repeat: boolean }
  | { readonly kind: "timer-fire"; readonly timer: number }
  | { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "error"; readonly message: string; readonly fatal: boolean }
  /** A wait-for cycle closed: `cycle[i]` waits for `cycle[i + 1]`, and the last for the first. */
  | { readonly kind: "deadlock"; readonly cycle: readonly CycleEdge[] }
  /** The simulation met something that it models roughly or not at all. */
  | { readonly kind: "limit"; readonly message: string };

export type LockMode = "exclusive" | "shared";

export type ThreadReason =
  | "spawned"
  | "started"
  | "dispatched"
  | "quantum"
  | "preempted"
  | "interpreter-lock"
  | "idle"
  | "woken"
  | "exited"
  | "terminated"
  | "failed";

export interface CycleEdge {
  readonly task: TaskId;
  /** What it waits for. */
  readonly resource?: ResourceId;
  /** Who holds that. */
  readonly holder: TaskId;
  /** The line at which it waits. */
  readonly site?: SiteId;
}

export interface BlockedTask {
  readonly task: TaskId;
  readonly wait: Wait;
  readonly heldBy: readonly TaskId[];
  readonly site?: SiteId;
}

/** How a run ended. */
export type Outcome =
  | { readonly kind: "completed"; readonly exitCode: number }
  /** Nothing can run any more, or a wait-for cycle is closed, and at least one task has not finished. */
  | {
      readonly kind: "deadlock";
      readonly exitCode: number | undefined;
      readonly blocked: readonly BlockedTask[];
      /** Empty where the tasks wait without a cycle (nobody will ever settle their promise). */
      readonly cycle: readonly CycleEdge[];
    }
  /** All work is done, but a referenced handle keeps the process from exiting. */
  | { readonly kind: "kept-alive"; readonly handles: readonly { readonly what: string; readonly site?: SiteId }[] }
  | { readonly kind: "failed"; readonly exitCode: number; readonly message: string; readonly site?: SiteId }
  /** A limit of the run was met: an endless loop, too many events, too much time. */
  | {
      readonly kind: "bound";
      readonly limit: "fuel" | "events" | "time" | "depth" | "memory" | "suspension";
      readonly message: string;
      readonly site?: SiteId;
    };

export interface ThreadMetrics {
  readonly thread: ThreadId;
  readonly arrival: Ticks;
  readonly firstRun: Ticks | undefined;
  readonly completion: Ticks | undefined;
  /** CPU time used. */
  readonly cpu: Ticks;
  /** Time in the ready state. */
  readonly waiting: Ticks;
  /** Time in the blocked state. */
  readonly blocked: Ticks;
  /** completion - arrival; `undefined` where it never completed. */
  readonly turnaround: Ticks | undefined;
  /** firstRun - arrival. */
  readonly response: Ticks | undefined;
}

export interface CpuMetrics {
  /** Time in which it ran a thread. */
  readonly busy: Ticks;
  /** Time in which it changed from one thread to another. */
  readonly switching: Ticks;
  readonly idle: Ticks;
  /** The part of `busy` in which its cache was warm for the thread; 0 where caches are not modelled. */
  readonly warm: Ticks;
}

export interface RunMetrics {
  readonly threads: readonly ThreadMetrics[];
  readonly makespan: Ticks;
  /** Busy CPU time over CPUs x makespan, 0 to 1. */
  readonly utilisation: number;
  /** Threads that completed, per second of simulated time. */
  readonly throughput: number;
  /** Means over the threads that completed (turnaround, waiting) or ran (response); `undefined` where there is none. */
  readonly mean: {
    readonly turnaround: Ticks | undefined;
    readonly waiting: Ticks | undefined;
    readonly response: Ticks | undefined;
  };
  /** How each CPU spent the makespan. */
  readonly cpus: readonly CpuMetrics[];
  readonly contextSwitches: number;
}

/** One side of a data race. */
export interface RaceAccess {
  readonly kind: "read" | "write";
  /** Done by `Atomics`; never both sides. */
  readonly atomic: boolean;
  readonly at: Ticks;
  readonly thread: ThreadId;
  readonly task?: TaskId;
  readonly site?: SiteId;
}

/** Two accesses of one element of shared memory, at least one of them a write, that nothing orders. */
export interface RaceReport {
  /** As the user's code calls it: `cells[1]`. */
  readonly element: string;
  readonly first: RaceAccess;
  readonly second: RaceAccess;
}

export interface Trace {
  readonly version: 1;
  readonly engine: string;
  readonly title: string;
  readonly programHash: string;
  readonly machine: MachineSettings;
  readonly files: readonly SourceFile[];
  readonly sites: readonly Site[];
  readonly processes: readonly ProcessInfo[];
  readonly threads: readonly ThreadInfo[];
  readonly tasks: readonly TaskInfo[];
  readonly resources: readonly ResourceInfo[];
  readonly events: readonly TraceEvent[];
  readonly outcome: Outcome;
  readonly metrics: RunMetrics;
  readonly assumptions: readonly Assumption[];
  /** Data races of this run, where the program shares memory; absent or empty: none was seen. */
  readonly races?: readonly RaceReport[];
  /** One line that reproduces this run: `interleave replay <token>`. */
  readonly token: string;
}
