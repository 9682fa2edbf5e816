// The stable JSON of `interleave simulate`, `explore` and `replay`.

import type { Assumption, SiteId } from "../../scenario";
import { resourceName, taskName, threadName } from "../names";
import type { BlockedTask, Outcome, RaceAccess, RunMetrics, Trace } from "../trace";

/** A place in the user's source as editors show it: the path relative to the workspace, the line counted from 1. */
export interface ReportPlace {
  readonly file: string | null;
  readonly line: number | null;
}

export interface ReportBlocked extends ReportPlace {
  readonly task: string;
  /** Name of the resource, or of the tasks whose end it waits for, or else the wait in words. */
  readonly waitsFor: string;
  /** Names of the tasks that hold it; empty where nobody does. */
  readonly heldBy: readonly string[];
}

export interface ReportRace {
  /** As the user's code calls it: `cells[1]`. */
  readonly element: string;
  /** The two accesses that nothing orders. */
  readonly accesses: readonly (ReportPlace & Pick<RaceAccess, "kind" | "atomic"> & { readonly by: string })[];
}

/** Version 1. Fields may be added; none is removed or changes its meaning without a new version. */
export interface RunReport {
  readonly version: 1;
  readonly outcome: Outcome["kind"];
  /** Exit code of the program's first process; `null` where it has not exited. */
  readonly exitCode: number | null;
  /** What went wrong, for `failed` and `bound`. */
  readonly error: (ReportPlace & { readonly message: string }) | null;
  /** Lines written to the console, stdout and stderr in the order of writing. */
  readonly output: readonly string[];
  /** Tasks that can never finish, for `deadlock`. */
  readonly blocked: readonly ReportBlocked[];
  /** What keeps the process from exiting, for `kept-alive`. */
  readonly handles: readonly (ReportPlace & { readonly what: string })[];
  /** Number of schedules that were run. */
  readonly schedules: number;
  /** Data races on shared memory that this run showed. */
  readonly races: readonly ReportRace[];
  readonly token: string | null;
  readonly assumptions: readonly (ReportPlace & Pick<Assumption, "kind" | "message">)[];
  readonly metrics: RunMetrics;
}

export function toReport(trace: Trace, schedules = 1): RunReport {
  const { outcome } = trace;
  return {
    version: 1,
    outcome: outcome.kind,
    exitCode: "exitCode" in outcome ? (outcome.exitCode ?? null) : null,
    error: "message" in outcome ? { message: outcome.message, ...place(trace, outcome.site) } : null,
    output: outputLines(trace),
    blocked: outcome.kind === "deadlock" ? outcome.blocked.map((blocked) => blockedRow(trace, blocked)) : [],
    handles:
      outcome.kind === "kept-alive" ? outcome.handles.map(({ what, site }) => ({ what, ...place(trace, site) })) : [],
    schedules,
    races: (trace.races ?? []).map(({ element, first, second }) => {
      return { element, accesses: [first, second].map((access) => raceRow(trace, access)) };
    }),
    token: trace.token === "" ? null : trace.token,
    assumptions: trace.assumptions.map(({ kind, message, site }) => ({ kind, message, ...place(trace, site) })),
    metrics: trace.metrics,
  };
}

/** The console's lines; a text of several lines gives several, and its last line end none of its own. */
export function outputLines(trace: Trace): string[] {
  return trace.events.flatMap((event) => (event.kind === "output" ? event.text.replace(/\n$/, "").split("\n") : []));
}

export function blockedRow(trace: Trace, { task, wait, heldBy, site }: BlockedTask): ReportBlocked {
  const names = (tasks: readonly number[]) => [...new Set(tasks)].map((id) => taskName(trace, id));
  let waitsFor = wait.text;
  if (wait.resource !== undefined) waitsFor = resourceName(trace, wait.resource);
  else if (wait.tasks !== undefined && wait.tasks.length > 0) waitsFor = names(wait.tasks).join(", ");
  return { task: taskName(trace, task), waitsFor, heldBy: names(heldBy), ...place(trace, site) };
}

function raceRow(trace: Trace, { kind, atomic, thread, task, site }: RaceAccess): ReportRace["accesses"][number] {
  const by = task === undefined ? threadName(trace, thread) : taskName(trace, task);
  return { kind, atomic, by, ...place(trace, site) };
}

function place(trace: Trace, id: SiteId | undefined): ReportPlace {
  const site = id === undefined ? undefined : trace.sites[id];
  const file = site === undefined ? undefined : trace.files[site.file]?.path;
  return site === undefined || file === undefined ? { file: null, line: null } : { file, line: site.line + 1 };
}
