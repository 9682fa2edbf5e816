// Runs of one program side by side as text for a terminal and as stable JSON: what `interleave simulate --compare` prints.

import {
  bestRuns,
  COMPARED_METRICS,
  type ComparedMetric,
  type ComparedRun,
  comparedRun,
  comparedThreads,
} from "../../analysis/compare";
import { choiceName } from "../../policies/choose";
import { timeText } from "../names";
import type { Outcome, RunMetrics, Trace } from "../trace";
import { printable, table } from "./text";

/** Columns of the lane drawing. */
const WIDTH = 60;

/** Version 1. Fields may be added; none is removed or changes its meaning without a new version. */
export interface CompareReport {
  readonly version: 1;
  readonly runs: readonly {
    readonly policy: string;
    readonly cpus: number;
    readonly outcome: Outcome["kind"];
    readonly metrics: RunMetrics;
    /** How the policy knows or guesses bursts, and the like. */
    readonly notes: readonly string[];
    readonly token: string | null;
  }[];
  /** Of each metric the indices of the runs that are best in it; empty where nothing tells them apart. */
  readonly best: readonly { readonly metric: ComparedMetric["key"]; readonly runs: readonly number[] }[];
}

export function toCompareReport(traces: readonly Trace[]): CompareReport {
  const runs = traces.map(comparedRun);
  return {
    version: 1,
    runs: traces.map(({ machine, outcome, metrics, token }, index) => ({
      policy: machine.policy,
      cpus: machine.cpus,
      outcome: outcome.kind,
      metrics,
      notes: runs[index]?.notes ?? [],
      token: token === "" ? null : token,
    })),
    best: COMPARED_METRICS.map((metric) => ({ metric: metric.key, runs: [...bestRuns(runs, metric)] })),
  };
}

export function toCompareText(traces: readonly Trace[]): string {
  const runs = traces.map(comparedRun);
  const parts = [metricTable(runs), threadTables(traces), lanes(traces), notes(runs)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** `2.5 ms`, `81.3 %`; `-` where there is no such number. */
export function metricText(metric: ComparedMetric, value: number | undefined): string {
  if (value === undefined) return "-";
  switch (metric.unit) {
    case "ticks":
      return timeText(value);
    case "per-second":
      return value.toFixed(1);
    case "share":
      return `${(value * 100).toFixed(1)} %`;
    case "count":
      return String(value);
  }
}

function metricTable(runs: readonly ComparedRun[]): string {
  const best = COMPARED_METRICS.map((metric) => bestRuns(runs, metric));
  const rows = runs.map((run, index) => [
    choiceName(run.machine),
    ...COMPARED_METRICS.map(
      (metric, column) => `${metricText(metric, metric.of(run.metrics))}${best[column]?.has(index) ? " *" : ""}`,
    ),
    run.outcome.kind,
  ]);
  const head = ["policy", ...COMPARED_METRICS.map(({ label }) => label.toLowerCase()), "outcome"];
  return `${table([head, ...rows])}\n  * best of these runs`;
}

function threadTables(traces: readonly Trace[]): string {
  const head = traces.map(({ machine }) => choiceName(machine));
  return (["turnaround", "waiting", "response"] as const)
    .map((key) => {
      const rows = comparedThreads(traces, key).map(({ thread, values }) => [
        thread,
        ...values.map((value) => (value === undefined ? "-" : timeText(value))),
      ]);
      return table([[key, ...head], ...rows]);
    })
    .join("\n\n");
}

/** For each run and CPU one line of letters, all on one axis of time: which thread had it for the most of each column. */
function lanes(traces: readonly Trace[]): string {
  const end = Math.max(1, ...traces.map(({ metrics }) => metrics.makespan));
  const names = [...new Set(traces.flatMap(({ threads }) => threads.map(({ name }) => name)))];
  const letter = (name: string): string => LETTERS[names.indexOf(name)] ?? "?";
  const lines = traces.flatMap((trace) => [
    `  ${choiceName(trace.machine)}`,
    ...Array.from({ length: trace.machine.cpus }, (_, cpu) =>
      `  CPU ${cpu} ${cpuLine(trace, cpu, end, letter)}`.trimEnd(),
    ),
  ]);
  const shown = names.slice(0, LETTERS.length).map((name, index) => `${LETTERS[index]} ${name}`);
  return [`        0 ms${timeText(end).padStart(WIDTH - 4)}`, ...lines, `  ${printable(shown.join(", "))}`].join("\n");
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function cpuLine(trace: Trace, cpu: number, end: number, letter: (name: string) => string): string {
  const cells = Array.from({ length: WIDTH }, () => new Map<string, number>());
  const add = (thread: number, from: number, to: number): void => {
    const name = letter(trace.threads.find(({ id }) => id === thread)?.name ?? "");
    const column = (at: number): number => (at / end) * WIDTH;
    for (let index = Math.floor(column(from)); index < WIDTH && index < column(to); index++) {
      const part = Math.min(column(to), index + 1) - Math.max(column(from), index);
      cells[index]?.set(name, (cells[index]?.get(name) ?? 0) + part);
    }
  };
  let running: { readonly thread: number; readonly since: number } | undefined;
  for (const event of trace.events) {
    if (event.kind !== "thread-state" || event.thread === undefined) continue;
    if (running?.thread === event.thread) {
      add(running.thread, running.since, event.at);
      running = undefined;
    }
    if (event.to === "running" && event.cpu === cpu) running = { thread: event.thread, since: event.at };
  }
  return cells.map((cell) => [...cell].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ".").join("");
}

function notes(runs: readonly ComparedRun[]): string {
  return [...new Set(runs.flatMap((run) => run.notes))].map((note) => `  ${printable(note)}`).join("\n");
}
