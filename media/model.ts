// What the views show of a trace at a step, as plain values: entries of the state diagram, rows of the tables, the summary for the host.

import type { SiteId } from "#engine/scenario";
import { deadlockText } from "#engine/trace/deadlock-text";
import { explain } from "#engine/trace/explain";
import type { MachineState, Timeline } from "#engine/trace/machine-state";
import { placeName, queueText, resourceName, taskName } from "#engine/trace/names";
import { accessText } from "#engine/trace/race-text";
import type { RaceAccess, ResourceId, State, TaskId, Trace, Wait } from "#engine/trace/trace";
import type { SourceMark, ViewLevel, ViewSummary } from "#protocol/webview";
import { stateSigns } from "./names";
import type { Entry } from "./state-diagram/layout";

/** A trace at one of its steps: the input of every view. */
export interface Moment {
  readonly trace: Trace;
  readonly timeline: Timeline;
  readonly now: MachineState;
}

export function entriesOf(moment: Moment, level: ViewLevel): readonly Entry[] {
  const { trace, now } = moment;
  switch (level) {
    case "tasks":
      return trace.tasks.map((task, index) => {
        const at = now.tasks[index];
        return { id: task.id, name: task.name, state: at?.state, detail: waitText(trace, at?.wait) };
      });
    case "threads":
      return trace.threads.map((thread, index) => {
        const at = now.threads[index];
        const queue = at?.queue === undefined || at.wait !== undefined ? "" : queueText(at.queue);
        const place = at?.cpu === undefined ? waitText(trace, at?.wait) : `CPU ${at.cpu}`;
        const detail = [place, queue].filter(Boolean).join(", ");
        return { id: thread.id, name: thread.name, state: at?.state, detail };
      });
    case "processes":
      return trace.processes.map((process, index) => {
        const at = now.processes[index];
        const detail = at?.exitCode === undefined ? `pid ${process.pid}` : `exit code ${at.exitCode}`;
        return { id: process.id, name: process.name, state: at?.state, detail };
      });
  }
}

/** `bob.mutex`, or the wait in the library's own words where no resource is named; empty where nothing is waited for. */
export function waitText(trace: Trace, wait: Wait | undefined): string {
  if (wait === undefined) return "";
  return wait.resource === undefined ? wait.text : resourceName(trace, wait.resource);
}

/** Tasks of the wait-for cycles that are closed now. */
export function doomedTasks(now: MachineState): ReadonlySet<TaskId> {
  return new Set(now.cycles.flatMap((cycle) => cycle.map((edge) => edge.task)));
}

/** What stands in the way of a blocked task: one row of the table beside the wait-for graph. */
export interface WaitRow {
  readonly task: TaskId;
  readonly name: string;
  readonly state: State;
  readonly holds: readonly string[];
  readonly waitsFor: string;
  readonly heldBy: readonly string[];
  /** Step at which it came into this state. */
  readonly since: number;
  readonly site: SiteId | undefined;
  readonly place: string | undefined;
  readonly doomed: boolean;
}

/** Tasks that live, those of a cycle first, then blocked ones; a task that neither holds nor waits comes last. */
export function waitRows(moment: Moment): readonly WaitRow[] {
  const { trace, now } = moment;
  const doomed = doomedTasks(now);
  const rows = now.tasks.flatMap((at): readonly WaitRow[] => {
    if (at.state === undefined || (at.state === "terminated" && at.holds.length === 0)) return [];
    return [
      {
        task: at.id,
        name: taskName(trace, at.id),
        state: at.state,
        holds: counted(at.holds).map(([id, units]) => resourceName(trace, id) + (units === 1 ? "" : ` ×${units}`)),
        waitsFor: waitText(trace, at.wait),
        heldBy: blockersAt(now, at.id).map((id) => taskName(trace, id)),
        since: at.since,
        site: at.site,
        place: placeName(trace, at.site),
        doomed: doomed.has(at.id),
      },
    ];
  });
  const rank = (row: WaitRow): number => (row.doomed ? 0 : row.state === "blocked" ? 1 : 0 < row.holds.length ? 2 : 3);
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.task - b.task);
}

/** Each once, with how often it occurs. */
function counted(ids: readonly ResourceId[]): readonly (readonly [ResourceId, number])[] {
  return [...new Set(ids)].map((id) => [id, ids.filter((it) => it === id).length]);
}

/** The tasks that this one waits for. */
export function blockersAt(now: MachineState, task: TaskId): readonly TaskId[] {
  return [...new Set(now.waitsFor.filter((edge) => edge.from === task).map((edge) => edge.to))];
}

/** The sentence of the present step. */
export function whyText({ trace, timeline, now }: Moment): string {
  return now.step === 0 ? "Nothing has happened yet. Step forward, or play." : explain(trace, timeline, now.step);
}

/** How the run ended, without claiming more than one schedule shows. */
export function outcomeText(trace: Trace): string {
  const { outcome } = trace;
  switch (outcome.kind) {
    case "completed":
      return `This schedule completed with exit code ${outcome.exitCode}. No deadlock found in it. Other schedules were not tried.`;
    case "deadlock":
      return `Deadlock: ${outcome.blocked.length === 1 ? "one task" : `${outcome.blocked.length} tasks`} can never complete.`;
    case "kept-alive":
      return `All work is done, but the process does not exit: ${outcome.handles.map((it) => it.what).join(", ")} keeps it alive.`;
    case "failed":
      return `The program failed with exit code ${outcome.exitCode}: ${outcome.message}`;
    case "bound":
      return `The run was stopped at a limit: ${outcome.message}`;
  }
}

export function summaryOf(moment: Moment, running: boolean): ViewSummary {
  const { trace } = moment;
  return {
    running,
    steps: trace.events.length,
    outcome: trace.outcome,
    why: whyText(moment),
    tasks: stateWords(entriesOf(moment, "tasks")),
    threads: stateWords(entriesOf(moment, "threads")),
    deadlock: deadlockText(trace),
    marks: raceMarks(trace),
  };
}

/** Both accesses of each race, each with the words of the other. */
function raceMarks(trace: Trace): readonly SourceMark[] {
  const half = (element: string, own: RaceAccess, other: RaceAccess): readonly SourceMark[] =>
    own.site === undefined
      ? []
      : [
          {
            site: own.site,
            text: `Data race on ${element}: nothing orders this ${own.kind} and the ${accessText(trace, other)}.`,
          },
        ];
  return (trace.races ?? []).flatMap(({ element, first, second }) => [
    ...half(element, first, second),
    ...half(element, second, first),
  ]);
}

function stateWords(entries: readonly Entry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.flatMap((entry) =>
      entry.state === undefined ? [] : [[entry.name, stateSigns[entry.state].word.toLowerCase()]],
    ),
  );
}
