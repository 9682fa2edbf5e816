// The part of the panel's state that compares machines: what is chosen, what was asked for, and the runs so far.

import { type ComparedRun, comparedRun } from "#engine/analysis/compare";
import type { MachineSettings, PolicyId } from "#engine/machine";
import { crossed, parseCpuCounts } from "#engine/policies/choose";
import type { Trace } from "#engine/trace/trace";
import { buildLanes, type Lanes } from "../timeline/lanes";

/** A run as the comparison keeps it: without its events, of which there may be many. */
export type CompareResult =
  | {
      readonly kind: "run";
      readonly run: ComparedRun;
      readonly threads: Trace["threads"];
      /** Of CPUs and threads. */
      readonly lanes: Lanes;
    }
  | { readonly kind: "failed"; readonly machine: MachineSettings; readonly message: string };

/** What a person chose. */
export interface CompareChoice {
  readonly policies: readonly PolicyId[];
  /** As it is typed: `1, 2`. */
  readonly cpus: string;
  readonly lanes: "cpus" | "threads";
  /** Of the table of threads. */
  readonly metric: "turnaround" | "waiting" | "response";
}

export interface CompareState {
  readonly choice: CompareChoice;
  /** Number of the comparison asked for last; a result of an older one is ignored. */
  readonly request: number;
  /** The machines of that comparison. */
  readonly wanted: readonly MachineSettings[];
  /** In the order of `wanted`; shorter while runs are to come. */
  readonly results: readonly CompareResult[];
}

export type CompareAction =
  | { readonly kind: "compare-choose"; readonly change: Partial<CompareChoice> }
  /** Run the program once under each chosen policy and number of CPUs. */
  | { readonly kind: "compare" }
  | { readonly kind: "compared"; readonly request: number; readonly trace: Trace }
  | { readonly kind: "compare-failed"; readonly request: number; readonly message: string };

export const NO_COMPARISON: CompareState = {
  choice: { policies: ["fcfs", "round-robin", "sjf"], cpus: "1", lanes: "cpus", metric: "waiting" },
  request: 0,
  wanted: [],
  results: [],
};

/** @param machine everything that the choice does not name is as on this machine */
export function updateCompare(state: CompareState, action: CompareAction, machine: MachineSettings): CompareState {
  switch (action.kind) {
    case "compare-choose":
      return { ...state, choice: { ...state.choice, ...action.change } };
    case "compare": {
      const machines = chosenMachines(state.choice, machine);
      if (!machines.ok) return state;
      return { ...state, request: state.request + 1, wanted: machines.value, results: [] };
    }
    case "compared":
      if (action.request !== state.request) return state;
      return { ...state, results: [...state.results, resultOf(action.trace)] };
    case "compare-failed": {
      const failed = state.wanted[state.results.length];
      if (action.request !== state.request || failed === undefined) return state;
      return { ...state, results: [...state.results, { kind: "failed", machine: failed, message: action.message }] };
    }
  }
}

/** The program went away, and its runs with it. */
export function forgetRuns(state: CompareState): CompareState {
  return { ...state, request: state.request + 1, wanted: [], results: [] };
}

export type Chosen =
  | { readonly ok: true; readonly value: readonly MachineSettings[] }
  /** `at`: the field that it must be said at. */
  | { readonly ok: false; readonly at: "policies" | "cpus"; readonly error: string };

export function chosenMachines({ policies, cpus }: CompareChoice, machine: MachineSettings): Chosen {
  const counts = parseCpuCounts(cpus);
  if (!counts.ok) return { ok: false, at: "cpus", error: counts.error };
  const choices = crossed(policies, counts.value);
  if (!choices.ok) return { ok: false, at: "policies", error: choices.error };
  return { ok: true, value: choices.value.map((choice) => ({ ...machine, ...choice })) };
}

/** Whether the runs are of another machine than this one, apart from what was compared. */
export function isOutdated({ wanted }: CompareState, machine: MachineSettings): boolean {
  const [first] = wanted;
  if (first === undefined) return false;
  return JSON.stringify({ ...machine, policy: "", cpus: 0 }) !== JSON.stringify({ ...first, policy: "", cpus: 0 });
}

function resultOf(trace: Trace): CompareResult {
  const { lanes, ...rest } = buildLanes(trace);
  return {
    kind: "run",
    run: comparedRun(trace),
    threads: trace.threads,
    lanes: { ...rest, lanes: lanes.filter(({ group }) => group !== "tasks") },
  };
}
