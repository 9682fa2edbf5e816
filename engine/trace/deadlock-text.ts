// A run's deadlock in words.

import type { MachineState } from "./machine-state";
import { atPlace, byId, listText, placeName, resourceName, taskName } from "./names";
import { stateAt } from "./state-at";
import type { BlockedTask, CycleEdge, ResourceId, TaskId, Trace } from "./trace";

/** Several lines of plain text naming tasks, resources, holders and lines; empty where the outcome is not a deadlock. */
export function deadlockText(trace: Trace): string {
  const { outcome } = trace;
  if (outcome.kind !== "deadlock") return "";
  const end = stateAt(trace, trace.events.length);
  const count = outcome.blocked.length;
  const lines = [`Deadlock: ${count === 1 ? "1 task" : `${count} tasks`} can never finish.`];
  for (const blocked of outcome.blocked) lines.push(blockedText(trace, end, blocked));
  if (outcome.cycle.length > 0) lines.push(`The cycle: ${cycleText(trace, outcome.cycle)}.`);
  return lines.join("\n");
}

/** `transfer waits for bob.mutex, held by audit, which waits for alice.mutex, held by transfer`. */
export function cycleText(trace: Trace, cycle: readonly CycleEdge[]): string {
  const [first] = cycle;
  if (first === undefined) return "no cycle";
  const links = cycle.map(({ resource, holder }) =>
    resource === undefined
      ? `waits for ${taskName(trace, holder)} to end`
      : `waits for ${resourceName(trace, resource)}, held by ${holder === first.task && cycle.length === 1 ? "itself" : taskName(trace, holder)}`,
  );
  return `${taskName(trace, first.task)} ${links.join(", which ")}`;
}

/** `held by audit since step 17 (audit.ts:7)`; empty where nobody holds it. */
export function holdersText(trace: Trace, state: MachineState, resource: ResourceId): string {
  const holders = byId(state.resources, resource)?.holders ?? [];
  if (holders.length === 0) return "";
  return `held by ${listText(
    holders.map((claim) => {
      const place = placeName(trace, claim.site);
      const ended = claim.task !== undefined && byId(state.tasks, claim.task)?.state === "terminated";
      const past = ended ? ", which has ended without releasing it," : "";
      return `${taskName(trace, claim.task)}${past} since step ${claim.since}${place === undefined ? "" : ` (${place})`}`;
    }),
  )}`;
}

function blockedText(trace: Trace, end: MachineState, { task, wait, heldBy, site }: BlockedTask): string {
  const start = `${taskName(trace, task)} waits${atPlace(trace, site)} for`;
  if (wait.resource !== undefined && wait.kind === "acquire") {
    const holders = holdersText(trace, end, wait.resource) || namesOf(trace, heldBy, "held by ");
    return `${start} ${resourceName(trace, wait.resource)}${holders === "" ? "" : `, ${holders}`}.`;
  }
  if (wait.tasks !== undefined && wait.tasks.length > 0) {
    return `${start} ${namesOf(trace, wait.tasks, "")} to end.`;
  }
  const made = placeName(trace, wait.createdAt);
  return `${start} ${wait.text}${made === undefined ? "" : `, made at ${made}`}; ${nobody(trace, wait.kind, heldBy)}.`;
}

function nobody(trace: Trace, kind: BlockedTask["wait"]["kind"], heldBy: readonly TaskId[]): string {
  if (heldBy.length > 0) return `only ${namesOf(trace, heldBy, "")} could end that wait, and cannot`;
  switch (kind) {
    case "promise":
      return "nothing is left that could settle it";
    case "message":
      return "nobody is left who could send it";
    case "event":
      return "nobody is left who could signal it";
    default:
      return "nothing is left that could end that wait";
  }
}

function namesOf(trace: Trace, tasks: readonly TaskId[], before: string): string {
  return tasks.length === 0 ? "" : before + listText([...new Set(tasks)].map((task) => taskName(trace, task)));
}
