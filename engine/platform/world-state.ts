// The tables of one run, shared by its threads: processes, threads, tasks, resources, and how it ended.

import type { KernelServices } from "../kernel/agent";
import { createSharedMemory, type SharedMemory } from "./shared-memory";
import { createResourceTable, type ResourceTable } from "../probes/resources";
import { type Program, prepareProgram } from "../runtime/program";
import type { Task } from "../runtime/tasks";
import type { Assumption } from "../scenario";
import type { ProcessInfo, RaceReport } from "../trace/trace";
import type { Failure, MetLimit, WorldInput } from "./world";

export interface WorldState {
  readonly input: WorldInput;
  readonly program: Program;
  readonly kernel: KernelServices;
  processes: ProcessInfo[];
  tasks: Task[];
  readonly resources: ResourceTable;
  assumptions: Assumption[];
  /** Web Locks and broadcast channels of each process, by the module that owns the key. */
  shared: Map<string, unknown>;
  /** Made when it is first asked for. */
  memory(): SharedMemory;
  /** Bytes of the long arrays, buffers and texts that user code has made. */
  bulkBytes: number;
  nextTimer: number;
  nextItem: number;
  exitCode: number | undefined;
  failure: Failure | undefined;
  limit: MetLimit | undefined;
  /** Data races so far. */
  races(): readonly RaceReport[];
  /** Makes everything as it was at first. */
  renew(): void;
}

export function createWorldState(input: WorldInput, kernel: KernelServices): WorldState {
  let memory: SharedMemory | undefined;
  const state: WorldState = {
    input,
    program: input.program ?? prepareProgram(input.scenario, input.host),
    kernel,
    processes: [],
    tasks: [],
    resources: createResourceTable(),
    assumptions: [...input.scenario.assumptions],
    shared: new Map(),
    memory() {
      memory ??= createSharedMemory();
      return memory;
    },
    bulkBytes: 0,
    nextTimer: 1,
    nextItem: 1,
    exitCode: undefined,
    failure: undefined,
    limit: undefined,
    races: () => memory?.races.reports() ?? [],
    renew() {
      // What the last run has told of itself keeps its lists.
      state.processes = [];
      state.tasks = [];
      state.resources.renew();
      state.assumptions = [...input.scenario.assumptions];
      if (state.shared.size > 0) state.shared = new Map();
      memory = undefined;
      state.bulkBytes = 0;
      state.nextTimer = 1;
      state.nextItem = 1;
      state.exitCode = undefined;
      state.failure = undefined;
      state.limit = undefined;
    },
  };
  return state;
}

/** Notes an assumption once. */
export function assume(state: WorldState, assumption: Assumption): void {
  if (!state.assumptions.some((known) => known.kind === assumption.kind && known.message === assumption.message)) {
    state.assumptions.push(assumption);
  }
}
