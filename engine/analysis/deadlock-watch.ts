// Watches a run as it goes and tells the moment at which a wait-for cycle closes.

import type { CycleEdge, TaskId, TraceEvent, Wait } from "../trace/trace";
import { cycleThrough, stuckTasks } from "./deadlock";
import { applyToLedger, createLedger } from "./ledger";
import { type CapacityOf, waiterOf, waitersOf } from "./wait-for";

export interface DeadlockWatch {
  /** To be called with every event in order. Returns the cycle that it closed, if it closed one. */
  observe(event: TraceEvent): readonly CycleEdge[] | undefined;
  /** The cycles that have closed and whose tasks have all stayed blocked since, oldest first. */
  closed(): readonly (readonly CycleEdge[])[];
}

interface Found {
  readonly cycle: readonly CycleEdge[];
  /** Step at which each task had begun to wait. */
  readonly since: ReadonlyMap<TaskId, number>;
}

/** `capacityOf` is asked only when a cycle may have closed. */
export function createDeadlockWatch(capacityOf: CapacityOf): DeadlockWatch {
  const ledger = createLedger();
  const found: Found[] = [];
  /** Events of the run so far, and how many of them the ledger knows: it looks only when a cycle may close. */
  const events: TraceEvent[] = [];
  let applied = 0;

  function catchUp(): void {
    for (; applied < events.length; applied++) {
      const event = events[applied];
      // What lies in queues does not matter here, and long queues would cost.
      if (event === undefined || event.kind === "put" || event.kind === "take") continue;
      applyToLedger(ledger, event, applied + 1);
    }
  }

  /** Whether `task` waits, over any number of blocked tasks, for itself: what every cycle needs, and cheap to rule out. */
  function reachesItself(task: TaskId): boolean {
    const seen = new Set<TaskId>();
    const queue: TaskId[] = [task];
    for (const from of queue) {
      const entry = ledger.tasks.get(from);
      const waiter = entry === undefined ? undefined : waiterOf(ledger, entry, () => undefined);
      for (const { task: to } of waiter?.on ?? []) {
        if (to === task) return true;
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return false;
  }

  function closedBy(task: TaskId): readonly CycleEdge[] | undefined {
    if (ledger.tasks.get(task)?.state !== "blocked" || !reachesItself(task)) return undefined;
    const waiters = waitersOf(ledger, capacityOf);
    const cycle = cycleThrough(task, waiters, stuckTasks(waiters));
    if (cycle.length === 0) return undefined;
    found.push({ cycle, since: new Map(cycle.map((edge) => [edge.task, ledger.tasks.get(edge.task)?.since ?? 0])) });
    return cycle;
  }

  return {
    observe(event) {
      events.push(event);
      if (event.task === undefined) return undefined;
      // A cycle closes when somebody begins to wait for others, or when one who waits is handed what another needs.
      const closes =
        event.kind === "acquire" ||
        (event.kind === "task-state" && event.to === "blocked" && waitsForOthers(event.wait));
      if (!closes) return undefined;
      catchUp();
      return closedBy(event.task);
    },
    closed() {
      if (found.length > 0) catchUp();
      return found
        .filter(({ since }) =>
          [...since].every(([task, began]) => {
            const entry = ledger.tasks.get(task);
            return entry?.state === "blocked" && entry.since === began;
          }),
        )
        .map(({ cycle }) => cycle);
    },
  };
}

function waitsForOthers(wait: Wait | undefined): boolean {
  return wait !== undefined && (wait.resource !== undefined || (wait.tasks?.length ?? 0) > 0);
}
