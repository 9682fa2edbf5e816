// Several runs of one program side by side: the numbers that textbooks compare policies by, and which run is best in each.

import type { MachineSettings, Ticks } from "../machine";
import type { Outcome, RunMetrics, Trace } from "../trace/trace";

/** What of a run is compared. */
export interface ComparedRun {
  readonly machine: MachineSettings;
  readonly outcome: Outcome;
  readonly metrics: RunMetrics;
  /** What the run takes for granted about scheduling: how the policy knows or guesses bursts. */
  readonly notes: readonly string[];
}

export interface ComparedMetric {
  readonly key: "turnaround" | "waiting" | "response" | "throughput" | "utilisation" | "switches" | "makespan";
  readonly label: string;
  readonly unit: "ticks" | "per-second" | "share" | "count";
  readonly better: "low" | "high";
  of(metrics: RunMetrics): number | undefined;
}

/** In the order in which they are shown. Times are means over the threads, but for the last. */
export const COMPARED_METRICS: readonly ComparedMetric[] = [
  { key: "turnaround", label: "Turnaround", unit: "ticks", better: "low", of: ({ mean }) => mean.turnaround },
  { key: "waiting", label: "Waiting", unit: "ticks", better: "low", of: ({ mean }) => mean.waiting },
  { key: "response", label: "Response", unit: "ticks", better: "low", of: ({ mean }) => mean.response },
  { key: "throughput", label: "Threads/s", unit: "per-second", better: "high", of: ({ throughput }) => throughput },
  { key: "utilisation", label: "CPU use", unit: "share", better: "high", of: ({ utilisation }) => utilisation },
  { key: "switches", label: "Switches", unit: "count", better: "low", of: ({ contextSwitches }) => contextSwitches },
  { key: "makespan", label: "Whole run", unit: "ticks", better: "low", of: ({ makespan }) => makespan },
];

export function comparedRun({ machine, outcome, metrics, assumptions }: Trace): ComparedRun {
  const notes = assumptions.flatMap(({ kind, message }) => (kind === "scheduling" ? [message] : []));
  return { machine, outcome, metrics, notes };
}

/**
 * Indices of the runs that are best in a metric. Only runs that did all their work count: one that hangs has short means, since
 * the threads that wait for ever are not in them. Empty where nothing tells the runs apart.
 */
export function bestRuns(runs: readonly ComparedRun[], metric: ComparedMetric): ReadonlySet<number> {
  const values = runs.map(({ outcome, metrics }) => (isWhole(outcome) ? metric.of(metrics) : undefined));
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2 || new Set(known).size < 2) return new Set();
  const best = metric.better === "low" ? Math.min(...known) : Math.max(...known);
  return new Set(values.flatMap((value, index) => (value === best ? [index] : [])));
}

/** The numbers of one thread in each run, in the order of the runs. */
export interface ComparedThread {
  readonly thread: string;
  readonly values: readonly (Ticks | undefined)[];
}

/** Threads by their names, since a schedule may change which of two starts first. */
export function comparedThreads(
  traces: readonly Pick<Trace, "threads" | "metrics">[],
  key: "turnaround" | "waiting" | "response",
): readonly ComparedThread[] {
  const names = [...new Set(traces.flatMap(({ threads }) => threads.map(({ name }) => name)))];
  return names.map((thread) => ({
    thread,
    values: traces.map(({ threads, metrics }) => {
      const id = threads.find(({ name }) => name === thread)?.id;
      const row = metrics.threads.find((it) => it.thread === id);
      if (row === undefined) return undefined;
      return key === "waiting" ? row.waiting : row[key];
    }),
  }));
}

function isWhole(outcome: Outcome): boolean {
  return outcome.kind === "completed" || outcome.kind === "kept-alive";
}
