// How a run ended, from what the kernel and the platform know when nothing more can happen.

import type { KernelStatus } from "../kernel/kernel-types";
import type { Failure, LiveHandle, MetLimit, TaskWait } from "../platform/world";
import type { CycleEdge, Outcome, TaskId } from "../trace/trace";
import { cyclesOf } from "./deadlock";
import type { Waiter } from "./wait-for";

/** What is left at the end of a run. */
export interface Remains {
  readonly status: KernelStatus;
  readonly maxEvents: number;
  readonly maxTime: number;
  readonly limit: MetLimit | undefined;
  readonly failure: Failure | undefined;
  readonly exitCode: number | undefined;
  readonly handles: readonly LiveHandle[];
  readonly blocked: readonly TaskWait[];
  /** Whether a task that has not ended could still run; only so when a bound cut the run off. */
  readonly unfinished: readonly TaskId[];
  /** Cycles that closed during the run and are closed still. */
  readonly cycles: readonly (readonly CycleEdge[])[];
  /** Whether a task may wait for ever by design: it is its thread's. */
  readonly isDaemon: (task: TaskId) => boolean;
}

/**
 * In this order: an endless loop or recursion (`bound`) · an error (`failed`) · tasks that can never finish (`deadlock`) ·
 * a bound of the whole run · all done, but something keeps the process (`kept-alive`) · `completed`.
 *
 * A run that met its bound of time or events is still a deadlock where a closed cycle is left: no timer or message can open
 * it. And it is merely kept alive where no task is left but handles are, as with an interval that ticks for ever.
 */
export function outcomeOf(remains: Remains): Outcome {
  const { limit, failure, exitCode } = remains;
  if (limit !== undefined) {
    return { kind: "bound", limit: limit.limit, message: limit.message, ...siteOf(limit) };
  }
  if (failure !== undefined) {
    return { kind: "failed", exitCode: failure.exitCode, message: failure.message, ...siteOf(failure) };
  }
  const { isDaemon } = remains;
  const blocked = remains.blocked.filter((wait) => !isDaemon(wait.task));
  const closed = blocked.some(canBeStuck) ? cyclesOf(blocked.map(asWaiter)) : [];
  const cycles = closed.length === 0 ? remains.cycles : remains.cycles.concat(closed);
  const cycle = cycles.find((edges) => edges.some((edge) => !isDaemon(edge.task))) ?? [];
  const cutOff = remains.status !== "quiescent";
  if (cutOff ? cycle.length > 0 : blocked.length > 0) {
    const shown = cutOff ? blocked.filter((wait) => !wait.external) : blocked;
    return {
      kind: "deadlock",
      exitCode,
      blocked: shown.map(({ task, wait, heldBy, site }) =>
        site === undefined ? { task, wait, heldBy } : { task, wait, heldBy, site },
      ),
      cycle,
    };
  }
  if (cutOff && (remains.unfinished.some((task) => !isDaemon(task)) || remains.handles.length === 0)) {
    return remains.status === "bound-time"
      ? { kind: "bound", limit: "time", message: `The run was stopped at ${remains.maxTime} ticks of virtual time.` }
      : { kind: "bound", limit: "events", message: `The run was stopped after ${remains.maxEvents} events.` };
  }
  if (exitCode === undefined && remains.handles.length > 0) {
    return { kind: "kept-alive", handles: remains.handles.map(({ what, site }) => ({ what, ...siteOf({ site }) })) };
  }
  return { kind: "completed", exitCode: exitCode ?? 0 };
}

/** Whether it may be on a cycle at all. */
function canBeStuck({ external, heldBy }: TaskWait): boolean {
  return !external && heldBy.length > 0;
}

function asWaiter({ task, wait, heldBy, needs, external, site }: TaskWait): Waiter {
  const on = heldBy.map((holder) => ({ task: holder, amount: 1 }));
  const need = needs === "all" ? on.length : 1;
  return { task, on, free: 0, need, external: external || on.length === 0, resource: wait.resource, site };
}

function siteOf<T>(place: { readonly site?: T | undefined }): { readonly site?: T } {
  return place.site === undefined ? {} : { site: place.site };
}
