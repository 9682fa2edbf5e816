// Runs a lowered async function: each `await` is one PromiseResolve and one PerformPromiseThen, as ECMA-262 27.7.5.3 has it.

import type { PromiseRealm } from "../platform/promise";
import type { Caller } from "./callers";
import { HaltSignal } from "./halt";
import { type Completion, PASS, SUSPENDED, type Suspensions } from "./suspension";
import { type Coroutine, createCoroutine, type TaskTracker } from "./tasks";
import { get, isCallable } from "./values";

export interface CoroutineHost {
  readonly promises: PromiseRealm;
  readonly tasks: TaskTracker;
  readonly suspensions: Suspensions;
  /** What the call before a `PASS` gave. */
  takePassed(): unknown;
  /** The site of the `await` that is about to suspend: what the last `a` probe said. */
  takeAwaitSite(): number | undefined;
  /** A suspended coroutine is about to go on. */
  resumed(coroutine: Coroutine): void;
}

type Resume = "next" | "throw";

/** Replaces esbuild's `__async(self, args, body)`. */
export function runAsync(host: CoroutineHost, self: unknown, args: ArrayLike<unknown> | null, body: unknown): unknown {
  const { promises, tasks, suspensions } = host;
  const accepted = suspensions.accept();
  const coroutine = createCoroutine();
  const { promise, record } = promises.create({ kind: "coroutine", coroutine });
  coroutine.promise = record;
  let generator: Generator<unknown, unknown, unknown> | undefined;

  const step = (kind: Resume, value: unknown): unknown => {
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
        return undefined;
      }
      if (result.value === PASS && !result.done) {
        const passed = host.takePassed();
        if (passed === SUSPENDED) {
          suspensions.defer((inner) =>
            inner.kind === "return" ? step("next", inner.value) : step("throw", inner.error),
          );
          return SUSPENDED;
        }
        how = "next";
        sent = passed;
        continue;
      }
      if (result.done) {
        promises.resolve(record, result.value);
        if (record.state !== "pending") {
          tasks.finish(coroutine, "returned");
          return undefined;
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
        return undefined;
      }
      const failure = suspend(host, coroutine, result.value, step);
      if (failure === undefined) return undefined;
      how = "throw";
      sent = failure.error;
    }
  };
  const start = () => tasks.start(coroutine, () => step("next", undefined));
  if (!accepted) {
    if (suspensions.used) suspensions.uninterrupted(start);
    else start();
    return promise;
  }
  if (start() !== SUSPENDED) return promise;
  suspensions.defer((inner) => {
    if (inner.kind === "throw") throw inner.error;
    return promise;
  });
  return SUSPENDED;
}

/**
 * Calls a synchronous function that was made a generator, so that its thread can be suspended in it. Where its caller cannot be,
 * it runs to its end in one go.
 */
export function runSuspendable(
  host: Pick<CoroutineHost, "suspensions" | "takePassed">,
  self: unknown,
  args: ArrayLike<unknown> | null,
  body: unknown,
): unknown {
  const { suspensions } = host;
  const accepted = suspensions.accept();
  const generator = startGenerator(body, self, args);
  const proceed = (inner: Completion): unknown => {
    let result = inner.kind === "return" ? generator.next(inner.value) : generator.throw(inner.error);
    while (!result.done) {
      const passed = host.takePassed();
      if (passed === SUSPENDED) {
        suspensions.defer(proceed);
        return SUSPENDED;
      }
      result = generator.next(passed);
    }
    return result.value;
  };
  const begin = () => proceed({ kind: "return", value: undefined });
  return accepted ? begin() : suspensions.uninterrupted(begin);
}

/** Runs one of the language's own methods whose callback can be suspended; its caller can be, too. */
export function runCaller(host: Pick<CoroutineHost, "suspensions">, caller: Caller): unknown {
  const { suspensions } = host;
  const proceed = (inner: Completion): unknown => {
    if (inner.kind === "throw") throw inner.error;
    let result = caller.next(inner.value);
    while (!result.done) {
      suspensions.announce();
      const given = result.value();
      suspensions.forget();
      if (given === SUSPENDED) {
        suspensions.defer(proceed);
        return SUSPENDED;
      }
      result = caller.next(given);
    }
    return result.value;
  };
  return proceed({ kind: "return", value: undefined });
}

/** Await(value): suspends the coroutine. Gives the error where the value's own `constructor` getter throws. */
export function suspend(
  host: CoroutineHost,
  coroutine: Coroutine,
  value: unknown,
  resume: (kind: Resume, value: unknown) => unknown,
): { readonly error: unknown } | undefined {
  const site = host.takeAwaitSite();
  const go = (kind: Resume, result: unknown) => {
    host.resumed(coroutine);
    return host.tasks.resume(coroutine, () => resume(kind, result));
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
