// What the queues of a thread hold: a piece of work, and what it remembers of the place that queued it.

import type { AsyncStore, Coroutine, Task } from "./tasks";

/** What a queued job remembers of the place that queued it. */
export interface JobContext {
  /** Task on whose behalf it runs. */
  readonly task: Task | undefined;
  /** Task that made it runnable. */
  readonly waker: Task | undefined;
  readonly store: AsyncStore;
}

export interface Runnable<T = unknown> {
  run(): T;
}

/** A job is its own context: one object for each that is queued. */
export interface Job extends Runnable {
  task: Task | undefined;
  waker: Task | undefined;
  store: AsyncStore;
  /** The coroutine that it resumes; its level of the call stack is the job's. */
  readonly coroutine: Coroutine | undefined;
}

export function jobOf(context: JobContext, run: () => unknown): Job {
  return { task: context.task, waker: context.waker, store: context.store, coroutine: undefined, run };
}
