// Deadlock in a wait-for graph: which tasks can never go on, and a cycle that shows why.

import type { CycleEdge, TaskId } from "../trace/trace";
import type { Waiter } from "./wait-for";

/**
 * The tasks that stay blocked whatever the others do: the largest set in which nobody's need can be met by tasks outside it.
 * For one-unit locks these are the tasks on a cycle or waiting for one; with several units a cycle alone is not enough, and
 * the set is empty as long as one holder outside can free enough (a knot in the OR model).
 *
 * Takes for granted that only a holder gives back what it holds. JavaScript lets anybody call a releaser, so whoever uses this
 * before the end of a run looks again at the end whether the tasks are still blocked.
 */
export function stuckTasks(waiters: readonly Waiter[]): ReadonlySet<TaskId> {
  if (waiters.every(({ external }) => external)) return NOBODY;
  const stuck = new Map(waiters.map((waiter) => [waiter.task, waiter]));
  const dependants = new Map<TaskId, Waiter[]>();
  for (const waiter of waiters) {
    for (const { task } of waiter.on) {
      const list = dependants.get(task);
      if (list === undefined) dependants.set(task, [waiter]);
      else list.push(waiter);
    }
  }
  const queue = [...waiters];
  for (let waiter = queue.pop(); waiter !== undefined; waiter = queue.pop()) {
    if (!stuck.has(waiter.task)) continue;
    const offered = waiter.on.reduce((sum, { task, amount }) => (stuck.has(task) ? sum : sum + amount), waiter.free);
    if (!waiter.external && offered < waiter.need) continue;
    stuck.delete(waiter.task);
    queue.push(...(dependants.get(waiter.task) ?? []));
  }
  return new Set(stuck.keys());
}

const NOBODY: ReadonlySet<TaskId> = new Set();

/** The shortest cycle through `task` along stuck tasks; empty where there is none. */
export function cycleThrough(task: TaskId, waiters: readonly Waiter[], stuck: ReadonlySet<TaskId>): CycleEdge[] {
  const byTask = new Map(waiters.map((waiter) => [waiter.task, waiter]));
  const cameFrom = new Map<TaskId, TaskId>();
  const queue = stuck.has(task) ? [task] : [];
  for (const from of queue) {
    for (const { task: to } of byTask.get(from)?.on ?? []) {
      if (!stuck.has(to)) continue;
      if (to === task) return edges(task, from, cameFrom, byTask);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      queue.push(to);
    }
  }
  return [];
}

/** One cycle for each group of stuck tasks that wait for one another; each begins with its lowest task id. */
export function cyclesOf(waiters: readonly Waiter[], stuck = stuckTasks(waiters)): CycleEdge[][] {
  const cycles: CycleEdge[][] = [];
  if (stuck.size === 0) return cycles;
  const told = new Set<TaskId>();
  for (const task of [...stuck].sort((a, b) => a - b)) {
    if (told.has(task)) continue;
    const cycle = cycleThrough(task, waiters, stuck);
    if (cycle.length === 0 || cycle.some((edge) => told.has(edge.task))) continue;
    for (const edge of cycle) told.add(edge.task);
    cycles.push(cycle);
  }
  return cycles;
}

function edges(
  first: TaskId,
  last: TaskId,
  cameFrom: ReadonlyMap<TaskId, TaskId>,
  byTask: ReadonlyMap<TaskId, Waiter>,
): CycleEdge[] {
  const order: TaskId[] = [last];
  for (let task = last; task !== first; ) {
    const before = cameFrom.get(task);
    if (before === undefined) break;
    order.unshift(before);
    task = before;
  }
  return order.map((task, index) => {
    const waiter = byTask.get(task);
    return {
      task,
      ...(waiter?.resource === undefined ? {} : { resource: waiter.resource }),
      holder: order[index + 1] ?? first,
      ...(waiter?.site === undefined ? {} : { site: waiter.site }),
    };
  });
}
