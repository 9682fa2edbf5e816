// Runs a lowered async function: each `await` is one PromiseResolve and one PerformPromiseThen, as ECMA-262 27.7.5.3 has it.

import type { PromiseRealm } from "../platform/promise";
import { HaltSignal } from "./halt";
import { type Coroutine, createCoroutine, type TaskTracker } from "./tasks";
import { get, isCallable } from "./values";

export interface CoroutineHost {
  readonly promises: PromiseRealm;
  readonly tasks: TaskTracker;
  /** The site of the `await` that is about to suspend: what the last `a` probe said. */
  takeAwaitSite(): number | undefined;
  /** A suspended coroutine is about to go on. */
  resumed(coroutine: Coroutine): void;
}

type Resume = "next" | "throw";

/** Replaces esbuild's `__async(self, args, body)`. */
export function runAsync(host: CoroutineHost, self: unknown, args: ArrayLike<unknown> | null, body: unknown): object {
  const { promises, tasks } = host;
  const coroutine = createCoroutine();
  const { promise, record } = promises.create({ kind: "coroutine", coroutine });
  coroutine.promise = record;
  let generator: Generator<unknown, unknown, unknown> | undefined;

  const step = (kind: Resume, value: unknown) => {
    let result: IteratorResult<unknown, unknown>;
    let how = kind;
    let sent = value;
    for (;;) {
      try {
        generator ??= startGenerator(body, self, args);
        result = how === "next" ? generator.next(sent) : generator.throw(sent);
      } catch (error) {
        if (error instanceof HaltSignal) throw error;
        promises.reject(record, error);
        tasks.finish(coroutine, "threw");
        return;
      }
      if (result.done) {
        promises.resolve(record, result.value);
        if (record.state !== "pending") {
          tasks.finish(coroutine, "returned");
          return;
        }
        // `return promise`: the call has not ended before that promise has.
        coroutine.awaiting = record.following ?? record;
        coroutine.awaitSite = host.takeAwaitSite();
        const tap = record.tap;
        record.tap = (state, settled) => {
          coroutine.awaiting = undefined;
          tasks.finish(coroutine, state === "fulfilled" ? "returned" : "threw");
          return tap === undefined ? settled : tap(state, settled);
        };
        return;
      }
      const failure = suspend(host, coroutine, result.value, step);
      if (failure === undefined) return;
      how = "throw";
      sent = failure.error;
    }
  };
  tasks.start(coroutine, () => step("next", undefined));
  return promise;
}

/** Await(value): suspends the coroutine. Gives the error where the value's own `constructor` getter throws. */
export function suspend(
  host: CoroutineHost,
  coroutine: Coroutine,
  value: unknown,
  resume: (kind: Resume, value: unknown) => void,
): { readonly error: unknown } | undefined {
  const site = host.takeAwaitSite();
  const go = (kind: Resume, result: unknown) => {
    host.resumed(coroutine);
    host.tasks.resume(coroutine, () => resume(kind, result));
  };
  try {
    const awaited = host.promises.promiseResolve(value);
    coroutine.awaiting = awaited;
    coroutine.awaitSite = site;
    host.promises.await(
      awaited,
      coroutine,
      (result) => go("next", result),
      (reason) => go("throw", reason),
    );
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Calls a lowered body: `body.apply(self, args)`, which makes its generator. */
export function startGenerator(
  body: unknown,
  self: unknown,
  args: ArrayLike<unknown> | null,
): Generator<unknown, unknown, unknown> {
  if (!isCallable(body)) throw new TypeError("[engine bug] a lowered async function without a body");
  const generator: unknown = Reflect.apply(body, self, args ?? []);
  if (!isGenerator(generator)) throw new TypeError("[engine bug] a lowered async function whose body is no generator");
  return generator;
}

function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  return (
    typeof value === "object" && value !== null && isCallable(get(value, "next")) && isCallable(get(value, "throw"))
  );
}
