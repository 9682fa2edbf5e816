// Work queues whose worker is given at construction: which queued job a call of the worker is.

import type { CallbackParameter } from "../catalog/schema";
import type { Callable } from "../runtime/values";
import { like } from "./like";
import type { Section } from "./sections";

export interface Jobs {
  readonly worker: CallbackParameter;
  add(job: unknown, section: Section): void;
  /** The worker as the library shall see it. */
  wrap(worker: Callable): Callable;
}

export function createJobs(worker: CallbackParameter): Jobs {
  const queued: { readonly job: unknown; readonly section: Section }[] = [];
  return {
    worker,
    add: (job, section) => queued.push({ job, section }),
    wrap: (original) =>
      like(original, function work(this: unknown, ...args) {
        // Queues by priority, or with a front door, do not keep the order: the value tells which job it is.
        const same = queued.findIndex(({ job }) => Object.is(job, args[0]));
        const [next] = queued.splice(Math.max(0, same), 1);
        return (next === undefined ? original : next.section.wrap(original)).apply(this, args);
      }),
  };
}
