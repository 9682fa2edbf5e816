// The tables of one run, shared by its threads: processes, threads, tasks, resources, and how it ended.

import type { KernelServices } from "../kernel/agent";
import { createSharedMemory, type SharedMemory } from "./shared-memory";
import { createResourceTable, type ResourceTable } from "../probes/resources";
import { type Program, prepareProgram } from "../runtime/program";
import type { Task } from "../runtime/tasks";
import type { Assumption } from "../scenario";
import type { ProcessInfo, ThreadInfo } from "../trace/trace";
import type { Failure, LiveHandle, MetLimit, WorldInput } from "./world";

/** What the world asks of a thread. */
export interface ThreadEntry {
  readonly info: Omit<ThreadInfo, "daemon">;
  daemon(): boolean;
  handles(): readonly LiveHandle[];
  tasks(): readonly Task[];
  /** Ends it from outside. */
  kill(): void;
}

export interface WorldState {
  readonly input: WorldInput;
  readonly program: Program;
  readonly kernel: KernelServices;
  readonly processes: ProcessInfo[];
  readonly threads: ThreadEntry[];
  readonly tasks: Task[];
  readonly resources: ResourceTable;
  readonly assumptions: Assumption[];
  /** Web Locks and broadcast channels of each process, by the module that owns the key. */
  readonly shared: Map<string, unknown>;
  readonly memory: SharedMemory;
  /** Bytes of the long arrays, buffers and texts that user code has made. */
  bulkBytes: number;
  nextTimer: number;
  nextItem: number;
  exitCode: number | undefined;
  failure: Failure | undefined;
  limit: MetLimit | undefined;
}

export function createWorldState(input: WorldInput, kernel: KernelServices): WorldState {
  return {
    input,
    program: input.program ?? prepareProgram(input.scenario, input.host),
    kernel,
    processes: [],
    threads: [],
    tasks: [],
    resources: createResourceTable(),
    assumptions: [...input.scenario.assumptions],
    shared: new Map(),
    memory: createSharedMemory(),
    bulkBytes: 0,
    nextTimer: 1,
    nextItem: 1,
    exitCode: undefined,
    failure: undefined,
    limit: undefined,
  };
}

/** Notes an assumption once. */
export function assume(state: WorldState, assumption: Assumption): void {
  if (!state.assumptions.some((known) => known.kind === assumption.kind && known.message === assumption.message)) {
    state.assumptions.push(assumption);
  }
}
