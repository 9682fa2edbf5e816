// Runs lowered async generators and `for await`: the request queue of ECMA-262 27.6.3 over a native generator.

import { type CoroutineHost, startGenerator, suspend } from "./coroutine";
import { HaltSignal } from "./halt";
import type { PromiseRecord } from "./promise-record";
import { createCoroutine } from "./tasks";
import { get, isCallable, isObject } from "./values";

/** What a lowered `await` inside an async generator yields: `yield new __await(value)`. */
export class AwaitValue {
  constructor(
    readonly value: unknown,
    /** It awaits an inner iterator's result for `yield*`. */
    readonly delegated = false,
  ) {}
}

/** A value that `yield*` passes on: it is not awaited again. */
class Delegated {
  constructor(readonly value: unknown) {}
}

type Completion = "next" | "throw" | "return";

interface Request {
  readonly kind: Completion;
  readonly value: unknown;
  readonly record: PromiseRecord;
}

type GeneratorState = "suspended-start" | "suspended-yield" | "executing" | "draining" | "completed";

/** Replaces esbuild's `__asyncGenerator(self, args, body)`. */
export function runAsyncGenerator(
  host: CoroutineHost,
  self: unknown,
  args: ArrayLike<unknown> | null,
  body: unknown,
): object {
  const { promises, tasks } = host;
  const coroutine = createCoroutine();
  const generator = startGenerator(body, self, args);
  const queue: Request[] = [];
  let state: GeneratorState = "suspended-start";

  const complete = (kind: "fulfil" | "reject", value: unknown, done: boolean) => {
    const request = queue.shift();
    if (request === undefined) return;
    if (kind === "reject") promises.reject(request.record, value);
    else promises.resolve(request.record, { value, done });
  };

  const awaitValue = (value: unknown, onValue: (value: unknown) => void, onError: (error: unknown) => void) => {
    const failure = suspend(host, coroutine, value, (kind, result) =>
      kind === "next" ? onValue(result) : onError(result),
    );
    if (failure !== undefined) onError(failure.error);
  };

  const finish = (kind: "fulfil" | "reject", value: unknown) => {
    state = "draining";
    tasks.finish(coroutine, kind === "fulfil" ? "returned" : "threw");
    complete(kind, value, true);
    drain();
  };

  /** AsyncGeneratorDrainQueue. */
  const drain = () => {
    for (;;) {
      const next = queue[0];
      if (next === undefined) {
        state = "completed";
        return;
      }
      if (next.kind === "return") {
        awaitReturn(next.value);
        return;
      }
      if (next.kind === "throw") complete("reject", next.value, true);
      else complete("fulfil", undefined, true);
    }
  };

  /** AsyncGeneratorAwaitReturn. */
  const awaitReturn = (value: unknown) => {
    state = "draining";
    awaitValue(
      value,
      (result) => {
        complete("fulfil", result, true);
        drain();
      },
      (error) => {
        complete("reject", error, true);
        drain();
      },
    );
  };

  const run = (kind: Completion, value: unknown) => {
    let result: IteratorResult<unknown, unknown>;
    try {
      result =
        kind === "next" ? generator.next(value) : kind === "throw" ? generator.throw(value) : generator.return(value);
    } catch (error) {
      if (error instanceof HaltSignal) throw error;
      finish("reject", error);
      return;
    }
    const given = result.value;
    if (result.done) {
      // The operand of a `return` has been awaited: the lowering writes that into the body.
      finish("fulfil", given);
    } else if (given instanceof AwaitValue) {
      const back = given.delegated && kind === "return" ? "return" : "next";
      awaitValue(
        given.value,
        (awaited) => run(back, awaited),
        (error) => run("throw", error),
      );
    } else if (given instanceof Delegated) {
      yielded(given.value);
    } else {
      awaitValue(given, yielded, (error) => run("throw", error));
    }
  };

  /** AsyncGeneratorYield, after its operand was awaited. */
  const yielded = (value: unknown) => {
    complete("fulfil", value, false);
    const next = queue[0];
    if (next !== undefined) {
      resumeWith(next);
      return;
    }
    state = "suspended-yield";
    tasks.park(coroutine);
  };

  const resumeWith = (request: Request) => {
    const fresh = state === "suspended-start";
    state = "executing";
    if (request.kind === "return" && !fresh) {
      awaitValue(
        request.value,
        (value) => run("return", value),
        (error) => run("throw", error),
      );
    } else {
      run(request.kind, request.value);
    }
  };

  const enqueue = (kind: Completion, value: unknown): object => {
    const { promise, record } = promises.create({ kind: "coroutine", coroutine });
    if (state === "suspended-start" && kind !== "next") state = "completed";
    if (state === "completed" && kind !== "return") {
      if (kind === "next") promises.resolve(record, { value: undefined, done: true });
      else promises.reject(record, value);
      return promise;
    }
    const request: Request = { kind, value, record };
    queue.push(request);
    if (state === "completed") awaitReturn(value);
    else if (state === "suspended-start" || state === "suspended-yield")
      tasks.lend(coroutine, () => resumeWith(request));
    return promise;
  };

  return Object.create(asyncIteratorPrototype, {
    next: method((value) => enqueue("next", value)),
    throw: method((value) => enqueue("throw", value)),
    return: method((value) => enqueue("return", value)),
    [Symbol.toStringTag]: { value: "AsyncGenerator", configurable: true },
  });
}

/**
 * Replaces esbuild's `__yieldStar(value)`: an iterator for the native `yield*` of the lowered body (ECMA-262, 15.5.5). Each step asks the
 * inner iterator, has the answer awaited, and only then gives the body the result; what the body sends meanwhile is that answer.
 */
export function yieldStar(host: CoroutineHost, value: unknown): object {
  const inner = asyncIterator(host, value);
  const next = inner.method("next") ?? missing("next");
  type Step = { readonly value: unknown; readonly done: boolean };
  /** What to do with the answer that is awaited now. */
  let answer: ((result: unknown) => Step) | undefined;

  const ask = (
    method: (argument: unknown) => unknown,
    argument: unknown,
    onAnswer: (result: unknown) => Step,
  ): Step => {
    const asked = method(argument);
    answer = onAnswer;
    return { value: new AwaitValue(asked, true), done: false };
  };
  const give = (result: unknown): Step => {
    if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
    const done = Boolean(get(result, "done"));
    const given = get(result, "value");
    return { value: done ? given : new Delegated(given), done };
  };
  const answered = (): ((result: unknown) => Step) | undefined => {
    const onAnswer = answer;
    answer = undefined;
    return onAnswer;
  };
  const outer = {
    next(argument: unknown): Step {
      const onAnswer = answered();
      return onAnswer === undefined ? ask(next, argument, give) : onAnswer(argument);
    },
    throw(error: unknown): Step {
      // The answer was a rejection: it comes out of the `yield*` itself, and the inner iterator is not asked again.
      if (answered() !== undefined) throw error;
      const method = inner.method("throw");
      if (method !== undefined) return ask(method, error, give);
      const close = inner.method("return");
      if (close === undefined) throw withoutThrow();
      return ask(close, undefined, () => {
        throw withoutThrow();
      });
    },
    return(argument: unknown): Step {
      const onAnswer = answered();
      if (onAnswer !== undefined) return onAnswer(argument);
      const method = inner.method("return");
      return method === undefined ? { value: argument, done: true } : ask(method, argument, give);
    },
    [Symbol.iterator]: () => outer,
  };
  return outer;
}

function withoutThrow(): TypeError {
  return new TypeError("The iterator does not provide a 'throw' method");
}

/** Replaces esbuild's `__forAwait(source)`: GetIterator(source, async). */
export function forAwait(host: CoroutineHost, source: unknown): object {
  return asyncIterator(host, source).iterator;
}

interface AnyIterator {
  readonly iterator: object;
  method(name: Completion): ((argument: unknown) => unknown) | undefined;
}

function asyncIterator(host: CoroutineHost, source: unknown): AnyIterator {
  if (source === undefined || source === null) throw new TypeError(`${String(source)} is not async iterable`);
  const make = get(Object(source), Symbol.asyncIterator);
  if (make !== undefined && make !== null) {
    if (!isCallable(make)) throw new TypeError("Symbol.asyncIterator is not a function");
    const iterator = make.call(source);
    if (!isObject(iterator)) throw new TypeError("Result of the Symbol.asyncIterator method is not an object");
    return { iterator, method: (name) => methodOf(iterator, name) };
  }
  const makeSync = get(Object(source), Symbol.iterator);
  if (!isCallable(makeSync)) throw new TypeError(`${String(source)} is not async iterable`);
  const sync = makeSync.call(source);
  if (!isObject(sync)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  const iterator = fromSyncIterator(host, sync);
  return { iterator, method: (name) => methodOf(iterator, name) };
}

/** CreateAsyncFromSyncIterator. */
function fromSyncIterator(host: CoroutineHost, sync: object): object {
  const { promises } = host;
  const call = (name: Completion) => (argument: unknown) => {
    const { promise, record } = promises.create(undefined);
    try {
      const method = methodOf(sync, name);
      if (method === undefined) {
        if (name === "return") promises.resolve(record, { value: argument, done: true });
        else throw name === "throw" ? argument : new TypeError(`The iterator does not provide a '${name}' method`);
        return promise;
      }
      const result = method(argument);
      if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
      const done = Boolean(get(result, "done"));
      const value = promises.promiseResolve(get(result, "value"));
      record.origin = { kind: "then", source: value };
      promises.awaitWith(
        value,
        undefined,
        (settled) => promises.resolve(record, { value: settled, done }),
        (reason) => promises.reject(record, reason),
      );
    } catch (error) {
      if (error instanceof HaltSignal) throw error;
      promises.reject(record, error);
    }
    return promise;
  };
  const iterator: Record<PropertyKey, unknown> = { next: call("next"), throw: call("throw") };
  if (methodOf(sync, "return") !== undefined) iterator.return = call("return");
  return iterator;
}

function methodOf(iterator: object, name: Completion): ((argument: unknown) => unknown) | undefined {
  const method = get(iterator, name);
  return isCallable(method) ? (argument) => method.call(iterator, argument) : undefined;
}

function missing(name: string): () => never {
  return () => {
    throw new TypeError(`The iterator does not provide a '${name}' method`);
  };
}

function method(run: (value: unknown) => unknown): PropertyDescriptor {
  return { value: run, writable: true, configurable: true };
}

const asyncIteratorPrototype = {
  [Symbol.asyncIterator](this: unknown): unknown {
    return this;
  },
};
