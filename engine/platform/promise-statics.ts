// The static methods of `Promise` (ECMA-262, 27.2.4): `all`, `allSettled`, `any`, `race`, `resolve`, `reject`, `try`, `withResolvers`.

import type { Capability, PromiseRecord } from "../runtime/promise-record";
import { get, invokeThen, isCallable, isObject } from "../runtime/values";

export interface StaticsHost {
  newCapability(constructor: unknown): Capability;
  promiseResolveWith(constructor: unknown, value: unknown): unknown;
  recordOf(value: unknown): PromiseRecord | undefined;
}

export function defineStatics(constructor: object, host: StaticsHost): void {
  const define = (name: string, method: (this: unknown, ...args: unknown[]) => unknown) => {
    // Bundlers rename functions.
    Object.defineProperty(method, "name", { value: name, configurable: true });
    Object.defineProperty(constructor, name, { value: method, writable: true, configurable: true, enumerable: false });
  };

  define("resolve", function resolve(value) {
    requireObject(this, "PromiseResolve");
    return host.promiseResolveWith(this, value);
  });

  define("reject", function reject(reason) {
    const capability = host.newCapability(this);
    capability.reject(reason);
    return capability.promise;
  });

  define("withResolvers", function withResolvers() {
    const { promise, resolve, reject } = host.newCapability(this);
    return { promise, resolve, reject };
  });

  // Called `try` in the language, which is a keyword here.
  define("try", function attempt(callback, ...args) {
    requireObject(this, "Promise.try");
    const capability = host.newCapability(this);
    try {
      if (!isCallable(callback)) throw new TypeError(`${String(callback)} is not a function`);
      capability.resolve(callback.apply(undefined, args));
    } catch (error) {
      capability.reject(error);
    }
    return capability.promise;
  });

  define("all", function all(iterable) {
    return combine(host, this, iterable, "all", (element, state) => ({
      onFulfilled: once((value) => {
        state.values[element] = value;
        state.done();
      }),
      onRejected: state.capability.reject,
    }));
  });

  define("allSettled", function allSettled(iterable) {
    return combine(host, this, iterable, "allSettled", (element, state) => {
      let called = false;
      const settled = (result: object) => {
        if (called) return;
        called = true;
        state.values[element] = result;
        state.done();
      };
      return {
        onFulfilled: (value: unknown) => settled({ status: "fulfilled", value }),
        onRejected: (reason: unknown) => settled({ status: "rejected", reason }),
      };
    });
  });

  define("any", function any(iterable) {
    return combine(host, this, iterable, "any", (element, state) => ({
      onFulfilled: state.capability.resolve,
      onRejected: once((reason) => {
        state.values[element] = reason;
        state.done();
      }),
    }));
  });

  define("race", function race(iterable) {
    return combine(host, this, iterable, "race", (_element, state) => ({
      onFulfilled: state.capability.resolve,
      onRejected: state.capability.reject,
    }));
  });
}

interface Combination {
  readonly capability: Capability;
  readonly values: unknown[];
  /** One element has settled in the way that is counted. */
  done(): void;
}

type Combinator = "all" | "allSettled" | "any" | "race";

/** The loop that the four combinators share: one `C.resolve(x).then(...)` for each element. */
function combine(
  host: StaticsHost,
  constructor: unknown,
  iterable: unknown,
  kind: Combinator,
  handlers: (element: number, state: Combination) => { readonly onFulfilled: unknown; readonly onRejected: unknown },
): unknown {
  const capability = host.newCapability(constructor);
  const values: unknown[] = [];
  const sources: PromiseRecord[] = [];
  let remaining = 1;
  const finish = () => {
    if (kind === "any") capability.reject(new AggregateError(values, "All promises were rejected"));
    else if (kind !== "race") capability.resolve(values);
  };
  const state: Combination = {
    capability,
    values,
    done() {
      if (--remaining === 0) finish();
    },
  };
  const result = host.recordOf(capability.promise);
  if (result !== undefined) {
    const needs = kind === "all" || kind === "allSettled" ? "all" : "any";
    result.origin = { kind: "many", sources, needs, text: `Promise.${kind}` };
  }
  try {
    requireObject(constructor, `Promise.${kind}`);
    const resolve = get(constructor, "resolve");
    if (!isCallable(resolve)) throw new TypeError("Promise resolve or reject function is not callable");
    let index = 0;
    for (const element of iterate(iterable)) {
      const at = index++;
      values[at] = undefined;
      const next = resolve.call(constructor, element);
      const source = host.recordOf(next);
      if (source !== undefined) sources.push(source);
      remaining++;
      const { onFulfilled, onRejected } = handlers(at, state);
      invokeThen(next, onFulfilled, onRejected);
    }
    state.done();
  } catch (error) {
    capability.reject(error);
  }
  return capability.promise;
}

function once(run: (value: unknown) => void): (value: unknown) => void {
  let called = false;
  return (value) => {
    if (called) return;
    called = true;
    run(value);
  };
}

function iterate(value: unknown): Iterable<unknown> {
  if (value === undefined || value === null || !isCallable(get(Object(value), Symbol.iterator))) {
    const shown = value === undefined || value === null ? String(value) : `${typeof value} ${String(value)}`;
    throw new TypeError(`${shown} is not iterable (cannot read property Symbol(Symbol.iterator))`);
  }
  return {
    [Symbol.iterator]() {
      const iterator: unknown = Reflect.apply(Reflect.get(Object(value), Symbol.iterator), value, []);
      if (!isIterator(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
      return iterator;
    },
  };
}

function isIterator(value: unknown): value is Iterator<unknown> {
  return isObject(value);
}

function requireObject(value: unknown, method: string): asserts value is object {
  if (!isObject(value)) throw new TypeError(`${method} called on non-object`);
}
