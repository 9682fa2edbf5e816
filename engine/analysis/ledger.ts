// The ledger of a run: each task's state, and who holds and who awaits which resource, kept up to date event by event.

import type { Claim, ItemAt, ResourceAt, TaskAt } from "../trace/machine-state";
import type { ResourceId, TaskId, TraceEvent } from "../trace/trace";

/** Entries are replaced, never changed, so that a copy of the maps is a snapshot. */
export interface Ledger {
  readonly tasks: Map<TaskId, TaskAt>;
  /** `available` is filled in by those who know the capacity. */
  readonly resources: Map<ResourceId, ResourceAt>;
  /** What each task has asked for and not got; absent where that is nothing. */
  readonly requests: Map<TaskId, readonly ResourceId[]>;
}

export function createLedger(): Ledger {
  return { tasks: new Map(), resources: new Map(), requests: new Map() };
}

export function copyLedger(ledger: Ledger): Ledger {
  return {
    tasks: new Map(ledger.tasks),
    resources: new Map(ledger.resources),
    requests: new Map(ledger.requests),
  };
}

/** `step` is the number of events up to and with this one. */
export function applyToLedger(ledger: Ledger, event: TraceEvent, step: number): void {
  const { task } = event;
  switch (event.kind) {
    case "task-state": {
      if (task === undefined) return;
      const { id, site, holds } = taskOf(ledger, task);
      // Field by field, here and where tasks move: there is one of these for nearly every event, and a spread costs many times as much.
      ledger.tasks.set(task, {
        id,
        state: event.to,
        since: step,
        wait: event.to === "blocked" ? event.wait : undefined,
        site: event.site ?? site,
        holds,
        result: event.to === "terminated" ? (event.result ?? "returned") : undefined,
      });
      if (event.to === "terminated") forgetRequests(ledger, task);
      return;
    }
    case "task-at":
      moveTo(ledger, event);
      return;
    case "resource-new":
      ledger.resources.set(event.resource, { ...resourceOf(ledger, event.resource), exists: true });
      return;
    case "request": {
      moveTo(ledger, event);
      const before = resourceOf(ledger, event.resource);
      const claim: Claim = { task, amount: event.amount, mode: event.mode, since: step, site: event.site };
      ledger.resources.set(event.resource, { ...before, waiters: [...before.waiters, claim] });
      if (task !== undefined) ledger.requests.set(task, [...(ledger.requests.get(task) ?? []), event.resource]);
      return;
    }
    case "acquire": {
      moveTo(ledger, event);
      const before = resourceOf(ledger, event.resource);
      const request = before.waiters.find((claim) => claim.task === task);
      const site = event.site ?? request?.site;
      const claim: Claim = { task, amount: event.amount, mode: event.mode, since: step, site };
      ledger.resources.set(event.resource, {
        ...before,
        waiters: without(before.waiters, request),
        holders: [...before.holders, claim],
      });
      if (task !== undefined) {
        if (request !== undefined) dropRequest(ledger, task, event.resource);
        const holder = taskOf(ledger, task);
        ledger.tasks.set(task, { ...holder, holds: [...holder.holds, event.resource] });
      }
      return;
    }
    case "release":
      moveTo(ledger, event);
      release(ledger, event.resource, event.holder ?? task, event.amount);
      return;
    case "abandon": {
      const before = resourceOf(ledger, event.resource);
      const request = before.waiters.find((claim) => claim.task === task);
      ledger.resources.set(event.resource, { ...before, waiters: without(before.waiters, request) });
      if (task !== undefined) dropRequest(ledger, task, event.resource);
      return;
    }
    case "put": {
      moveTo(ledger, event);
      const before = resourceOf(ledger, event.resource);
      const item: ItemAt = { item: event.item, preview: event.preview, since: step };
      ledger.resources.set(event.resource, { ...before, items: [...before.items, item], level: event.level });
      return;
    }
    case "take": {
      moveTo(ledger, event);
      const before = resourceOf(ledger, event.resource);
      const taken = before.items.find((item) => item.item === event.item);
      ledger.resources.set(event.resource, { ...before, items: without(before.items, taken), level: event.level });
      return;
    }
    default:
      return;
  }
}

/** The entry of a task, or that of one which does not exist yet. */
export function taskOf(ledger: Ledger, id: TaskId): TaskAt {
  return (
    ledger.tasks.get(id) ?? {
      id,
      state: undefined,
      since: 0,
      wait: undefined,
      site: undefined,
      holds: [],
      result: undefined,
    }
  );
}

/** The entry of a resource, or that of one which does not exist yet. */
export function resourceOf(ledger: Ledger, id: ResourceId): ResourceAt {
  return (
    ledger.resources.get(id) ?? {
      id,
      exists: false,
      holders: [],
      waiters: [],
      available: undefined,
      items: [],
      level: 0,
    }
  );
}

function moveTo(ledger: Ledger, event: TraceEvent): void {
  if (event.task === undefined || event.site === undefined) return;
  const { id, state, since, wait, site, holds, result } = taskOf(ledger, event.task);
  // Who is blocked stays where it is, whatever is said of it in the meantime.
  if (state !== "blocked" && site !== event.site)
    ledger.tasks.set(event.task, { id, state, since, wait, site: event.site, holds, result });
}

/** Gives back `amount` units of what `holder` holds, its oldest claim first; of anybody's where the holder has none. */
function release(ledger: Ledger, id: ResourceId, holder: TaskId | undefined, amount: number): void {
  const before = resourceOf(ledger, id);
  const owner = before.holders.some((claim) => claim.task === holder) ? holder : before.holders[0]?.task;
  let left = amount;
  let ended = 0;
  const holders: Claim[] = [];
  for (const claim of before.holders) {
    const given = claim.task === owner ? Math.min(left, claim.amount) : 0;
    left -= given;
    if (given < claim.amount) holders.push(given === 0 ? claim : { ...claim, amount: claim.amount - given });
    else ended++;
  }
  ledger.resources.set(id, { ...before, holders });
  if (owner === undefined || ended === 0) return;
  const task = taskOf(ledger, owner);
  let drop = ended;
  const holds = task.holds.filter((held) => held !== id || drop-- <= 0);
  ledger.tasks.set(owner, { ...task, holds });
}

function dropRequest(ledger: Ledger, task: TaskId, resource: ResourceId): void {
  const left = without(ledger.requests.get(task) ?? [], resource);
  if (left.length === 0) ledger.requests.delete(task);
  else ledger.requests.set(task, left);
}

function forgetRequests(ledger: Ledger, task: TaskId): void {
  for (const id of ledger.requests.get(task) ?? []) {
    const resource = resourceOf(ledger, id);
    ledger.resources.set(id, { ...resource, waiters: resource.waiters.filter((claim) => claim.task !== task) });
  }
  ledger.requests.delete(task);
}

function without<T>(items: readonly T[], item: T | undefined): readonly T[] {
  if (item === undefined) return items;
  const index = items.indexOf(item);
  return index < 0 ? items : items.toSpliced(index, 1);
}
