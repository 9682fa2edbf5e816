// What the run loop and the analysis may know of the simulated platform: its tables, and who waits for whom.

import type { KernelServices } from "../kernel/agent";
import type { MachineSettings } from "../machine";
import type { EngineHost } from "../runtime/abi";
import type { Program } from "../runtime/program";
import type { Assumption, Scenario, SiteId } from "../scenario";
import type {
  BlockedTask,
  ProcessInfo,
  RaceReport,
  ResourceId,
  ResourceInfo,
  TaskId,
  TaskInfo,
  ThreadId,
  ThreadInfo,
} from "../trace/trace";

export interface WorldInput {
  /** Whether there may be another run on the same world. */
  readonly reused: boolean;
  readonly scenario: Scenario;
  readonly machine: MachineSettings;
  readonly host: EngineHost;
  /** The scenario made ready for its host, by whoever runs it more than once. */
  readonly program?: Program;
}

/** Makes the processes and threads of a scenario. Implemented by `createWorld` in `create-world.ts`. */
export type CreateWorld = (input: WorldInput, kernel: KernelServices) => World;

/** Every id that an event names, described. Names are resolved when asked, so ask at the end of the run. */
export interface WorldTables {
  readonly processes: readonly ProcessInfo[];
  readonly threads: readonly ThreadInfo[];
  readonly tasks: readonly TaskInfo[];
  readonly resources: readonly ResourceInfo[];
  /** The scenario's own assumptions first, then those met at run time. */
  readonly assumptions: readonly Assumption[];
}

/** A task that cannot go on by itself. */
export interface TaskWait extends BlockedTask {
  readonly thread: ThreadId;
  /**
   * Whether it needs every one of `heldBy` to act, or any one of them (`Promise.race`, one permit of a semaphore). A task in an
   * `any` wait is stuck only if all of `heldBy` are.
   */
  readonly needs: "all" | "any";
  /** Whether something outside the tasks can still end the wait: a timer, an I/O completion, a message, or a timeout of the acquire. */
  readonly external: boolean;
}

/** Something referenced that keeps a process from exiting. */
export interface LiveHandle {
  readonly thread: ThreadId;
  /** For example `worker teller.ts`, `message listener of parentPort`, `setInterval`. */
  readonly what: string;
  readonly site?: SiteId;
}

/** A limit of the run that a thread met. The run ends with outcome `bound`. */
export interface MetLimit {
  readonly limit: "fuel" | "depth" | "memory" | "suspension";
  readonly message: string;
  readonly site?: SiteId;
  readonly thread: ThreadId;
}

/** An error that ended the program's first process, or that no handler caught in it. */
export interface Failure {
  readonly exitCode: number;
  readonly message: string;
  readonly site?: SiteId;
}

/** The simulated processes of one run. Its state runs ahead of the kernel's time by at most the segments in flight. */
export interface World {
  /** Makes process 1 and its main thread, and hands the thread to the kernel. Called once. */
  start(): void;
  tables(): WorldTables;
  /** Tasks that have begun, have not terminated, and wait; in order of their ids. */
  blockedTasks(): readonly TaskWait[];
  /** Tasks that have not terminated, blocked or not. */
  unfinishedTasks(): readonly TaskId[];
  /** Whether the task is one of a daemon thread. */
  isDaemon(task: TaskId): boolean;
  /** Current holders of a resource, in order of acquisition; a task that holds two units is named twice. */
  holders(resource: ResourceId): readonly TaskId[];
  /** What keeps processes from exiting now. */
  handles(): readonly LiveHandle[];
  /** Exit code of the first process, once it has exited. */
  exitCode(): number | undefined;
  /** Data races on shared memory so far. */
  races(): readonly RaceReport[];
  failure(): Failure | undefined;
  /** Set as soon as a thread has met a limit; no thread is ready from then on. */
  metLimit(): MetLimit | undefined;
  /**
   * Makes it as it was before `start`, for another run of the same program on the same machine; `false` where the program has
   * changed what that one would find.
   */
  renew(): boolean;
}
