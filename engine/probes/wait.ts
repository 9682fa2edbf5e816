// Says what a suspended task waits for: follows a promise's origin back to a lock, a task, a timer, or to the place where it was made.

import type { PromiseRecord } from "../runtime/promise-record";
import type { Coroutine, Task } from "../runtime/tasks";
import type { Wait } from "../trace/trace";

export interface Waiting {
  readonly wait: Wait;
  /** Tasks that it waits for without a resource between. */
  readonly tasks: readonly Task[];
  readonly needs: "all" | "any";
}

/** How deep chains of `then` and nested `Promise.all` are followed. */
const DEPTH = 50;

function waitingFor(record: PromiseRecord, task: Task): Waiting {
  return follow(record, task, []) ?? unknown(undefined);
}

/** What a task waits for that is suspended in this coroutine. */
export function waitingIn(coroutine: Coroutine | undefined, task: Task): Waiting {
  // An operation of the user's own class is a call of the task's: how it waits inside is its own affair.
  for (const { promise } of task.frames) {
    const wait = promise?.origin?.kind === "operation" ? promise.origin.wait() : undefined;
    if (wait?.kind === "acquire") return single(wait);
  }
  return coroutine?.awaiting === undefined
    ? single({ kind: "promise", text: "a promise" })
    : waitingFor(coroutine.awaiting, task);
}

/** `seen`: few, so a list will do. */
function follow(record: PromiseRecord, task: Task, seen: PromiseRecord[]): Waiting | undefined {
  if (seen.includes(record) || seen.length > DEPTH) return undefined;
  seen.push(record);
  if (record.state !== "pending") return undefined;
  const { origin } = record;
  // What a library waits for inside is its own affair, as long as the catalog says what that means.
  const told = origin?.kind === "task" || origin?.kind === "tasks" || origin?.kind === "operation";
  if (record.following !== undefined && !told) {
    const followed = follow(record.following, task, seen);
    if (followed !== undefined) return followed;
  }
  switch (origin?.kind) {
    case undefined:
      return unknown(undefined);
    case "operation": {
      const via = origin.via?.();
      return (via === undefined ? undefined : follow(via, task, seen)) ?? single(origin.wait());
    }
    case "executor": {
      for (const hint of origin.hints) {
        const wait = hint();
        if (wait !== undefined) return single(wait);
      }
      return unknown(origin.site);
    }
    case "thenable":
      return single({ kind: "promise", text: `${nameOf(origin.object)}, which has not called back` });
    case "task":
      return origin.task === task ? undefined : join([origin.task], "all", origin.task.name);
    case "tasks": {
      const tasks = origin.tasks();
      if (tasks.length === 0) return single(origin.wait);
      const wait: Wait = { ...origin.wait, kind: "join", tasks: tasks.map(({ id }) => id) };
      return { wait, tasks, needs: "all" };
    }
    case "then":
      return follow(origin.source, task, seen);
    case "coroutine": {
      const { coroutine } = origin;
      if (coroutine.task !== undefined && coroutine.task !== task)
        return join([coroutine.task], "all", coroutine.task.name);
      // Its own inner call, or a coroutine of a library: what that one waits for.
      return coroutine.awaiting === undefined ? undefined : follow(coroutine.awaiting, task, seen);
    }
    case "many": {
      const parts = origin.sources
        .filter((source) => source.state === "pending")
        .map((source) => follow(source, task, seen))
        .filter((part) => part !== undefined);
      const [only] = parts;
      if (parts.length === 1 && only !== undefined) return only;
      const tasks = [...new Set(parts.flatMap((part) => part.tasks))];
      if (tasks.length > 0) return join(tasks, origin.needs, origin.text);
      if (only !== undefined) return { ...only, wait: { ...only.wait, text: `${origin.text}: ${only.wait.text}` } };
      return undefined;
    }
  }
}

function single(wait: Wait): Waiting {
  return { wait, tasks: [], needs: "all" };
}

function join(tasks: readonly Task[], needs: "all" | "any", text: string): Waiting {
  const wait: Wait = { kind: "join", tasks: tasks.map((task) => task.id), text: `the end of ${text}` };
  return { wait: needs === "any" ? { ...wait, needs } : wait, tasks, needs };
}

/** What an object with a `then` is: by its class where it has one. */
function nameOf(object: object): string {
  try {
    const { name } = object.constructor;
    return typeof name === "string" && name !== "" && name !== "Object" ? `a thenable (${name})` : "a thenable";
  } catch {
    return "a thenable";
  }
}

function unknown(site: number | undefined): Waiting {
  const text = "a promise that nothing has settled yet";
  return single(site === undefined ? { kind: "promise", text } : { kind: "promise", text, createdAt: site });
}
