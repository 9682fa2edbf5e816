// A trace as text for a terminal: what `interleave simulate` prints.

import { deadlockText } from "../deadlock-text";
import { runText, THREAD_COLUMNS, threadRows } from "../metrics-text";
import { atPlace, timeText } from "../names";
import { raceText } from "../race-text";
import type { State, Trace } from "../trace";
import { blockedRow, outputLines } from "./json";
import { printable, table } from "./text";

/** Columns of the lane drawing. */
const LANE_WIDTH = 64;
const MAX_LANES = 30;

const LETTERS: Readonly<Record<State, string>> = { new: ".", ready: "-", running: "#", blocked: "x", terminated: " " };

/** Plain text without colours, each line ended; no line comes from the user's program without being marked as such. */
export function toPretty(trace: Trace): string {
  const parts = [
    outputPart(trace),
    outcomePart(trace),
    blockedPart(trace),
    racesPart(trace),
    lanesPart(trace),
    metricsPart(trace),
    assumptionsPart(trace),
    `token  ${trace.token}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function outputPart(trace: Trace): string {
  return outputLines(trace)
    .map((line) => `  | ${printable(line)}`)
    .join("\n");
}

function outcomePart(trace: Trace): string {
  const { outcome } = trace;
  const at = timeText(trace.events.at(-1)?.at ?? 0);
  switch (outcome.kind) {
    case "completed":
      return `Completed after ${at} of simulated time with exit code ${outcome.exitCode}.`;
    case "deadlock":
      return printable(deadlockText(trace));
    case "kept-alive": {
      const handles = outcome.handles.map(({ what, site }) => `  ${what}${atPlace(trace, site)}`);
      return [`All work is done after ${at}, but something keeps the process from exiting:`, ...handles].join("\n");
    }
    case "failed":
      return printable(`Failed with exit code ${outcome.exitCode}${atPlace(trace, outcome.site)}: ${outcome.message}`);
    case "bound":
      return printable(`Stopped${atPlace(trace, outcome.site)}: ${outcome.message}`);
  }
}

function blockedPart(trace: Trace): string {
  if (trace.outcome.kind !== "deadlock") return "";
  const rows = trace.outcome.blocked.map((blocked) => {
    const { task, waitsFor, heldBy, file, line } = blockedRow(trace, blocked);
    return [task, waitsFor, heldBy.join(", ") || "nobody", file === null ? "" : `${file}:${line ?? "?"}`];
  });
  return table([["task", "waits for", "held by", "at"], ...rows]);
}

function racesPart(trace: Trace): string {
  const lines = (trace.races ?? []).map((race) => printable(`  ${raceText(trace, race)}`));
  return lines.length === 0 ? "" : ["Data races (nothing orders the two accesses):", ...lines].join("\n");
}

/** One line of characters a task: the state it was in for the most of each column's time. */
function lanesPart(trace: Trace): string {
  const end = Math.max(1, trace.events.at(-1)?.at ?? 0);
  const shown = trace.tasks.slice(0, MAX_LANES);
  const names = shown.map((task) => printable(task.name));
  const width = Math.max(0, ...names.map((name) => name.length));
  const lanes = new Map(shown.map((task) => [task.id, laneOf(trace, task.id, end)]));
  const lines = shown.map((task, index) =>
    `${(names[index] ?? "").padEnd(width)} ${lanes.get(task.id) ?? ""}`.trimEnd(),
  );
  const more = trace.tasks.length - shown.length;
  return [
    `${"".padEnd(width)} 0 ms${timeText(end).padStart(LANE_WIDTH - 4)}`,
    ...lines,
    ...(more > 0 ? [`and ${more} more tasks`] : []),
    `${"".padEnd(width)} # running  - ready  x blocked  . new`,
  ].join("\n");
}

function laneOf(trace: Trace, task: number, end: number): string {
  const spent = Array.from({ length: LANE_WIDTH }, () => new Map<State, number>());
  const add = (state: State | undefined, from: number, to: number) => {
    if (state === undefined) return;
    const column = (at: number) => (at / end) * LANE_WIDTH;
    for (let index = Math.floor(column(from)); index < LANE_WIDTH && index < column(to); index++) {
      const part = Math.min(column(to), index + 1) - Math.max(column(from), index);
      const cell = spent[index];
      cell?.set(state, (cell.get(state) ?? 0) + part);
    }
  };
  let state: State | undefined;
  let since = 0;
  for (const event of trace.events) {
    if (event.kind !== "task-state" || event.task !== task) continue;
    add(state, since, event.at);
    state = event.to;
    since = event.at;
  }
  add(state, since, end);
  return spent.map((cell) => LETTERS[most(cell)]).join("");
}

/** Running wins over any other state, since short runs are what one looks for. */
function most(cell: ReadonlyMap<State, number>): State {
  if ((cell.get("running") ?? 0) > 0) return "running";
  let best: State = "terminated";
  for (const [state, part] of cell) if (part > (cell.get(best) ?? 0)) best = state;
  return best;
}

function metricsPart(trace: Trace): string {
  return `${runText(trace, timeText)}\n${table([THREAD_COLUMNS, ...threadRows(trace, timeText)])}`;
}

function assumptionsPart(trace: Trace): string {
  if (trace.assumptions.length === 0) return "";
  const lines = trace.assumptions.map(({ message, site }) => `  ${printable(message)}${atPlace(trace, site)}`);
  return ["Taken for granted:", ...lines].join("\n");
}
