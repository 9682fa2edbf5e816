// Runs a lowered async function: each `await` is one PromiseResolve and one PerformPromiseThen, as ECMA-262 27.7.5.3 has it.

import type { PromiseRealm } from "../platform/promise";
import type { SiteId } from "../scenario";
import type { Caller } from "./callers";
import { HaltSignal } from "./halt";
import { type Completion, PASS, SUSPENDED, type Suspensions } from "./suspension";
import type { PromiseRecord, Reaction } from "./promise-record";
import { type AsyncStore, type Coroutine, createCoroutine, EMPTY_STORE, type Task, type TaskTracker } from "./tasks";
import { isCallable, isObject } from "./values";

export interface CoroutineHost {
  readonly promises: PromiseRealm;
  readonly tasks: TaskTracker;
  readonly suspensions: Suspensions;
  /** What the call before a `PASS` gave. */
  takePassed(): unknown;
  /** The site of the `await` that is about to suspend: what the last `a` probe said. */
  takeAwaitSite(): number | undefined;
  /** What `promiseResolve` has made already of the value that is yielded. */
  takeAwaited(): PromiseRecord | undefined;
  /** Goes on at once where that is what the queue would do next: the task has then left the CPU and come back. */
  comeBack(site: SiteId | undefined): boolean;
  /** A suspended coroutine is about to go on. */
  resumed(coroutine: Coroutine): void;
}

export type Resume = "next" | "throw";

/**
 * The language's own methods of all generators. Each call of a lowered function has a generator function and so a prototype of its own,
 * on which looking for them would miss every cache.
 */
const { next, throw: fail } = (function* (): Generator<unknown, unknown, unknown> {
  yield undefined;
  return undefined;
})();

/** Replaces esbuild's `__async(self, args, body)`. */
export function runAsync(host: CoroutineHost, self: unknown, args: ArrayLike<unknown> | null, body: unknown): unknown {
  const { suspensions } = host;
  const accepted = suspensions.accept();
  const call = new AsyncCall(host, self, args, body);
  if (!accepted) {
    if (suspensions.isUsed()) suspensions.uninterrupted(() => call.start());
    else call.start();
    return call.result;
  }
  if (call.start() !== SUSPENDED) return call.result;
  suspensions.defer((inner) => {
    if (inner.kind === "throw") throw inner.error;
    return call.result;
  });
  return SUSPENDED;
}

/**
 * One call of an async function. A class, and the reaction of each of its own `await`s: a coroutine waits for one promise at a
 * time, so that an `await` makes nothing new.
 */
class AsyncCall implements Reaction {
  readonly coroutine: Coroutine = createCoroutine();
  /** The promise that its caller gets. */
  readonly result: object;
  task: Task | undefined = undefined;
  waker: Task | undefined = undefined;
  store: AsyncStore;
  state: "fulfilled" | "rejected" = "fulfilled";
  value: unknown = undefined;
  readonly #host: CoroutineHost;
  readonly #record: PromiseRecord;
  #generator: Generator<unknown, unknown, unknown> | undefined;
  /** What its generator is made of, until it is. */
  #body: unknown;
  #self: unknown;
  #args: ArrayLike<unknown> | null;

  constructor(host: CoroutineHost, self: unknown, args: ArrayLike<unknown> | null, body: unknown) {
    const { coroutine } = this;
    const { promise, record } = host.promises.create({ kind: "coroutine", coroutine });
    coroutine.promise = record;
    this.result = promise;
    this.store = EMPTY_STORE;
    this.#host = host;
    this.#record = record;
    this.#body = body;
    this.#self = self;
    this.#args = args;
  }

  start(): unknown {
    return this.#host.tasks.start(this.coroutine, this);
  }

  /** Begins its code, or goes on after an `await`. */
  run(): unknown {
    if (this.#generator !== undefined) this.#host.resumed(this.coroutine);
    const { value } = this;
    this.value = undefined;
    return this.#step(this.state === "fulfilled" ? "next" : "throw", value);
  }

  #step(kind: Resume, value: unknown): unknown {
    const { suspensions } = this.#host;
    let how = kind;
    let sent = value;
    for (;;) {
      let result: IteratorResult<unknown, unknown>;
      try {
        let generator = this.#generator;
        if (generator === undefined) {
          generator = startGenerator(this.#body, this.#self, this.#args);
          this.#generator = generator;
          this.#body = undefined;
          this.#self = undefined;
          this.#args = null;
        }
        result = how === "next" ? next.call(generator, sent) : fail.call(generator, sent);
      } catch (error) {
        if (error instanceof HaltSignal) throw error;
        this.#host.promises.reject(this.#record, error);
        this.#host.tasks.finish(this.coroutine, "threw");
        return undefined;
      }
      if (result.done) return this.#returned(result.value);
      if (result.value === PASS) {
        const passed = this.#host.takePassed();
        if (passed === SUSPENDED) {
          suspensions.defer((inner) =>
            inner.kind === "return" ? this.#step("next", inner.value) : this.#step("throw", inner.error),
          );
          return SUSPENDED;
        }
        how = "next";
        sent = passed;
        continue;
      }
      const site = this.#host.takeAwaitSite();
      how = "next";
      sent = result.value;
      if (!isObject(sent)) {
        if (this.#host.comeBack(site)) continue;
        this.coroutine.awaitSite = site;
        this.#host.promises.fulfilWith(this, sent);
        return undefined;
      }
      let awaited = this.#host.takeAwaited();
      try {
        awaited ??= this.#host.promises.promiseResolve(sent);
      } catch (error) {
        how = "throw";
        sent = error;
        continue;
      }
      if (awaited.state === "fulfilled" && this.#host.comeBack(site)) {
        awaited.handled = true;
        sent = awaited.value;
        continue;
      }
      this.coroutine.awaiting = awaited;
      this.coroutine.awaitSite = site;
      this.#host.promises.await(awaited, this);
      return undefined;
    }
  }

  #returned(value: unknown): undefined {
    const record = this.#record;
    const { coroutine } = this;
    const { promises, tasks } = this.#host;
    promises.resolve(record, value);
    if (record.state !== "pending") {
      tasks.finish(coroutine, "returned");
      return;
    }
    // `return promise`: the call has not ended before that promise has.
    coroutine.awaiting = record.following ?? record;
    coroutine.awaitSite = this.#host.takeAwaitSite();
    const tap = record.tap;
    record.tap = (state, settled) => {
      coroutine.awaiting = undefined;
      tasks.finish(coroutine, state === "fulfilled" ? "returned" : "threw");
      return tap === undefined ? settled : tap(state, settled);
    };
  }
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
    let result = inner.kind === "return" ? next.call(generator, inner.value) : fail.call(generator, inner.error);
    while (!result.done) {
      const passed = host.takePassed();
      if (passed === SUSPENDED) {
        suspensions.defer(proceed);
        return SUSPENDED;
      }
      result = next.call(generator, passed);
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

/** Await(value) of a generator's coroutine. Gives the error where the value's own `constructor` getter throws. */
export function suspend(
  host: CoroutineHost,
  coroutine: Coroutine,
  value: unknown,
  resume: (kind: Resume, value: unknown) => unknown,
): { readonly error: unknown } | undefined {
  const site = host.takeAwaitSite();
  const go = (kind: Resume, result: unknown) => {
    host.resumed(coroutine);
    return resume(kind, result);
  };
  try {
    const awaited = host.promises.promiseResolve(value);
    coroutine.awaiting = awaited;
    coroutine.awaitSite = site;
    host.promises.awaitWith(
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
  const generator: unknown = Reflect.apply(body, self, args ?? NO_ARGUMENTS);
  if (!isGenerator(generator)) throw new TypeError("[engine bug] a lowered async function whose body is no generator");
  return generator;
}

const NO_ARGUMENTS: readonly unknown[] = [];

/** For the rest `next` makes sure. */
function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  return typeof value === "object" && value !== null;
}
