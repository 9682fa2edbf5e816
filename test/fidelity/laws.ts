// What must be true of every trace, whatever the program: checked over all that the fidelity tests run.

import type { TaskId, ThreadId, Trace } from "#engine/trace/trace";

/** Says in words where two tasks of one thread run at the same time: a thread has one call stack. */
export function overlaps(trace: Pick<Trace, "events">): readonly string[] {
  const running = new Map<ThreadId, Set<TaskId>>();
  const found: string[] = [];
  for (const [index, event] of trace.events.entries()) {
    if (event.kind !== "task-state" || event.thread === undefined || event.task === undefined) continue;
    const tasks = running.get(event.thread) ?? new Set();
    running.set(event.thread, tasks);
    if (event.to === "running") tasks.add(event.task);
    else tasks.delete(event.task);
    if (tasks.size > 1) found.push(`event ${index} at ${event.at}: tasks ${[...tasks]} of thread ${event.thread}`);
  }
  return found;
}

/** Says in words where a task changes to a state that it cannot come to. */
export function strangeSteps(trace: Pick<Trace, "events">): readonly string[] {
  const states = new Map<TaskId, string>();
  const found: string[] = [];
  for (const [index, event] of trace.events.entries()) {
    if (event.kind !== "task-state" || event.task === undefined) continue;
    const from = states.get(event.task) ?? "nothing";
    if (!NEXT[from]?.includes(event.to)) found.push(`event ${index}: task ${event.task} from ${from} to ${event.to}`);
    states.set(event.task, event.to);
  }
  return found;
}

const NEXT: Readonly<Record<string, readonly string[]>> = {
  nothing: ["new"],
  // A library may make a task wait before it begins: a job of a full limiter.
  new: ["ready", "running", "blocked", "terminated"],
  ready: ["running", "blocked", "terminated"],
  running: ["ready", "blocked", "terminated"],
  blocked: ["ready", "terminated"],
  terminated: [],
};
