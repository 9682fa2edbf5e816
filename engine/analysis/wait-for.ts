// The wait-for graph: for each blocked task the tasks that could end its wait, and how many of them it takes.

import type { SiteId } from "../scenario";
import type { Claim, ResourceAt, TaskAt } from "../trace/machine-state";
import type { ResourceId, TaskId } from "../trace/trace";
import { type Ledger, resourceOf } from "./ledger";

/**
 * A blocked task in the threshold (k-out-of-n) wait-for model, which has the AND model (a join of all, a writer) and the OR
 * model (one permit of a semaphore, `Promise.race`) as its extremes: it can go on as soon as `free` and the amounts of those
 * among `on` that act come to at least `need`. See Knapp, "Deadlock detection in distributed databases", ACM Computing
 * Surveys 19(4), 1987.
 */
export interface Waiter {
  readonly task: TaskId;
  /** Whom it waits for; a task may be named more than once. */
  readonly on: readonly { readonly task: TaskId; readonly amount: number }[];
  readonly free: number;
  readonly need: number;
  /** Something outside the tasks may end the wait: a timeout, a message, I/O. Such a task is never stuck. */
  readonly external: boolean;
  readonly resource: ResourceId | undefined;
  /** The line at which it waits. */
  readonly site: SiteId | undefined;
}

/** Capacity of a resource in units, `undefined` where it has none. */
export type CapacityOf = (resource: ResourceId) => number | undefined;

/** Everybody who is blocked, by the ledger. */
export function waitersOf(ledger: Ledger, capacityOf: CapacityOf): Waiter[] {
  const waiters: Waiter[] = [];
  for (const task of ledger.tasks.values()) {
    const waiter = waiterOf(ledger, task, capacityOf);
    if (waiter !== undefined) waiters.push(waiter);
  }
  return waiters;
}

/** `undefined` where the task is not blocked, or has been given what it waited for. */
export function waiterOf(ledger: Ledger, task: TaskAt, capacityOf: CapacityOf): Waiter | undefined {
  const { wait } = task;
  if (task.state !== "blocked" || wait === undefined) return undefined;
  const base = { task: task.id, resource: wait.resource, site: task.site };
  if (wait.kind === "acquire" && wait.resource !== undefined) {
    const resource = resourceOf(ledger, wait.resource);
    if (hasAll(task.id, resource)) return undefined;
    return { ...base, ...claimOf(task.id, resource, capacityOf(wait.resource)), external: wait.timeout === true };
  }
  const on = (wait.tasks ?? []).map((each) => ({ task: each, amount: 1 }));
  // A task that has ended has done its part: `await` of it is over or about to be.
  const open = on.filter((each) => ledger.tasks.get(each.task)?.state !== "terminated");
  const over = open.length === 0 || (wait.needs === "any" && open.length < on.length);
  const need = wait.needs === "any" ? 1 : open.length;
  return { ...base, on: open, free: 0, need, external: wait.timeout === true || over };
}

/** Given all it asked for: its wait is over and it only has not run yet, or it waits for what it does under the lock. */
export function hasAll(task: TaskId, resource: ResourceAt): boolean {
  const own = (claim: Claim) => claim.task === task;
  return resource.holders.some(own) && !resource.waiters.some(own);
}

/** What a request needs, and from whom. A task that holds what it asks for waits for itself: these locks are not reentrant. */
function claimOf(
  task: TaskId,
  resource: ResourceAt,
  capacity: number | undefined,
): Pick<Waiter, "on" | "free" | "need"> {
  const request = resource.waiters.find((claim) => claim.task === task);
  const on = resource.holders.flatMap((claim) =>
    claim.task === undefined ? [] : [{ task: claim.task, amount: claim.amount, mode: claim.mode }],
  );
  const shared = resource.holders.some((claim) => claim.mode === "shared") || request?.mode === "shared";
  if (shared) {
    // A reader waits for the writer inside and, where writers go first, for the one queued before it; a writer for all inside.
    const before = resource.waiters.slice(0, request === undefined ? 0 : resource.waiters.indexOf(request));
    const queued = before.flatMap((claim) =>
      claim.task === undefined || claim.mode === "shared" ? [] : [{ task: claim.task, amount: 1 }],
    );
    const inside = request?.mode === "shared" ? on.filter((holder) => holder.mode === "exclusive") : on;
    const all = [...inside.map((holder) => ({ task: holder.task, amount: 1 })), ...(inside.length > 0 ? [] : queued)];
    return { on: all, free: 0, need: all.length };
  }
  const held = on.reduce((sum, holder) => sum + holder.amount, 0);
  if (capacity === undefined || held > capacity) {
    return { on: on.map((holder) => ({ task: holder.task, amount: 1 })), free: 0, need: Math.min(1, on.length) };
  }
  return { on, free: capacity - held, need: Math.min(request?.amount ?? 1, capacity) };
}
