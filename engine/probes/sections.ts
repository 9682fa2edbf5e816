// Sections: from the request for a resource, over a callback or job that runs while it is held, to its end.

import { doneIndex, endsByCall } from "../catalog/read";
import type { CallbackParameter } from "../catalog/schema";
import { newRecord } from "../platform/promise";
import type { PromiseOrigin, PromiseRecord } from "../runtime/promise-record";
import type { Task } from "../runtime/tasks";
import { type Callable, isCallable } from "../runtime/values";
import type { LockMode, Wait } from "../trace/trace";
import { isAsyncFunction, like } from "./like";
import type { Holding, Resource } from "./resources";
import { isThenable, watchThenable } from "./thenable";
import { chainTap, type Watch } from "./watch";

/** One request for a section. */
export interface Section {
  /** The callback as the library shall see it: it begins the section and ends it. */
  wrap(callback: Callable): Callable;
  /** The call of the library has returned this. */
  called(result: unknown): void;
}

export interface SectionInput {
  readonly watch: Watch;
  readonly resource: Resource;
  readonly mode: LockMode;
  readonly amount: number;
  readonly callback: CallbackParameter;
  /** In the library's own words: `limit()`. */
  readonly label: string;
  readonly bounded: boolean;
  /** Who asks. */
  readonly task: Task | undefined;
  /** The caller awaits the call on the spot, so that the section is part of the calling task. */
  readonly continues: boolean;
  /** It is one key of a list: what it calls is the library's code, which asks for the next key. */
  readonly batch?: boolean;
}

export function openSection(input: SectionInput): Section {
  const { watch, resource, mode, amount, callback, label, bounded, continues, batch = false } = input;
  const { realm } = watch;
  const { resources } = realm.world;
  const { tasks, promises } = realm;
  let phase: "queued" | "running" | "over" = "queued";
  const queued = (): Wait => ({
    kind: "acquire",
    resource: resource.id,
    text: `${label} of ${resources.name(resource)}`,
    ...(bounded ? { timeout: true } : {}),
  });
  const wait = (): Wait =>
    phase === "queued"
      ? queued()
      : { kind: "promise", text: calls ? `the call that ends the section of ${label}` : `the end of ${label}` };
  let calls = callback.until === "done-called";
  /** What the callback has returned, while it is pending. */
  let returned: PromiseRecord | undefined;
  const origin: PromiseOrigin = { kind: "operation", wait, via: () => returned };
  const job = continues ? undefined : tasks.handOver(label, newRecord(origin));
  // A promise of the caller's own that the library's callback shall settle.
  if (job !== undefined)
    realm.hint(() => (phase === "over" ? undefined : { kind: "join", tasks: [job.id], text: `the end of ${label}` }));
  const task = job ?? input.task;
  watch.request(resource, mode, amount, task);
  const takeBack = () => end(undefined);
  watch.queued(resource).add(takeBack);

  const end = (holding: Holding | undefined) => {
    if (phase === "over") return;
    watch.queued(resource).delete(takeBack);
    if (phase === "queued") watch.abandon(resource, task);
    phase = "over";
    if (holding !== undefined) watch.drop(resource, holding);
    if (job !== undefined) tasks.handBack(job);
  };

  /** What the callback is given to end the section with. */
  const ending = (done: Callable, holding: Holding): Callable =>
    like(done, function done_(this: unknown, ...args) {
      end(holding);
      return watch.inside(() => done.apply(this, args));
    });

  return {
    wrap(original) {
      calls = endsByCall(callback, original.length, isAsyncFunction(original));
      return like(original, function section(this: unknown, ...args: unknown[]): unknown {
        // A callback for each element, or a library that calls it again: only the first time is the section.
        if (phase !== "queued") return watch.outside(() => original.apply(this, args));
        phase = "running";
        watch.queued(resource).delete(takeBack);
        const holding = watch.acquired(resource, mode, amount, task);
        if (calls) {
          const index = doneIndex(callback, args.length);
          const done = args[index];
          if (isCallable(done)) args[index] = ending(done, holding);
        }
        let result: unknown;
        try {
          const call = () => {
            const value = original.apply(this, args);
            const record = promises.recordOf(value);
            if (!calls && record?.state === "pending") returned = record;
            return value;
          };
          const run = () => tasks.runFor(task, call, continues);
          result = batch ? watch.batched(task, run) : watch.outside(run);
        } catch (error) {
          end(holding);
          throw error;
        }
        if (calls) return result;
        const record = callback.until === "settles" ? promises.recordOf(result) : undefined;
        if (record === undefined || record.state !== "pending") end(holding);
        else chainTap(record, () => end(holding));
        return result;
      });
    },
    called(result) {
      const given = promises.recordOf(result);
      if (given !== undefined) {
        given.origin = job === undefined ? origin : { kind: "task", task: job };
        // Whoever the library turned away has nothing to wait for.
        const turnedAway = () => {
          if (phase === "queued") end(undefined);
        };
        if (given.state === "pending") chainTap(given, turnedAway);
        else turnedAway();
      } else if (isThenable(result)) {
        const settled = (_state: unknown, value: unknown) => {
          if (phase === "queued") end(undefined);
          return value;
        };
        watchThenable(watch, result, job === undefined ? origin : { kind: "task", task: job }, { settled });
      }
      if (job !== undefined) tasks.rest(job);
    },
  };
}
