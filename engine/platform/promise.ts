// `Promise` of one virtual thread, after ECMA-262 clause 27.2: same jobs, same order, and an origin on each for the wait-for graph.

import type { Capability, PromiseOrigin, PromiseRecord, Reaction } from "../runtime/promise-record";
import type { Coroutine, JobContext } from "../runtime/tasks";
import { type Callable, get, invokeThen, isCallable, isConstructor, isObject } from "../runtime/values";
import { SUSPENDED, type Suspensions } from "../runtime/suspension";
import { defineStatics } from "./promise-statics";

export interface PromiseHost {
  enqueueMicrotask(context: JobContext, job: () => unknown): void;
  readonly suspensions: Suspensions;
  /** Calls a function of user code that may stop in the middle. */
  call(callback: Callable, self: unknown, args: readonly unknown[]): unknown;
  capture(): JobContext;
  /** HostPromiseRejectionTracker. */
  trackRejection(promise: object, record: PromiseRecord, operation: "reject" | "handle"): void;
  /** A promise at which a coroutine is suspended has settled. */
  wake(coroutine: Coroutine): void;
  executorOrigin(): Extract<PromiseOrigin, { kind: "executor" }>;
  /** Brackets the call of an executor, so that timers and listeners set in it count as its hints. */
  inExecutor(origin: PromiseOrigin, run: () => void): void;
}

export type PromiseConstructorLike = new (executor: unknown) => object;

export interface PromiseRealm {
  readonly Promise: PromiseConstructorLike;
  /** A new pending promise of this realm's class. */
  create(origin: PromiseOrigin | undefined): { readonly promise: object; readonly record: PromiseRecord };
  /** The record of a promise of this realm; `undefined` for anything else, thenables included. */
  recordOf(value: unknown): PromiseRecord | undefined;
  /** The resolve function of ECMA-262 27.2.1.3.2, called once. */
  resolve(record: PromiseRecord, value: unknown): void;
  reject(record: PromiseRecord, reason: unknown): void;
  /** PromiseResolve(%Promise%, value). */
  promiseResolve(value: unknown): PromiseRecord;
  /** PerformPromiseThen without a result promise: what `await` does. */
  await(
    record: PromiseRecord,
    coroutine: Coroutine | undefined,
    onFulfilled: (value: unknown) => unknown,
    onRejected: (reason: unknown) => unknown,
  ): void;
  /** The promise that a resolving function of `new Promise` settles. */
  settledBy(resolvingFunction: unknown): PromiseRecord | undefined;
  /** The promise object of a record. */
  promiseOf(record: PromiseRecord): object | undefined;
}

export function newRecord(origin: PromiseOrigin | undefined): PromiseRecord {
  return {
    state: "pending",
    value: undefined,
    reactions: [],
    handled: false,
    origin,
    following: undefined,
    tap: undefined,
  };
}

export function createPromiseRealm(host: PromiseHost): PromiseRealm {
  const resolvers = new WeakMap<object, PromiseRecord>();
  const owners = new WeakMap<PromiseRecord, object>();

  const settle = (record: PromiseRecord, state: "fulfilled" | "rejected", given: unknown) => {
    const tapped = record.tap?.(state, given);
    const value = record.tap !== undefined && state === "fulfilled" ? tapped : given;
    const reactions = record.reactions;
    record.reactions = [];
    record.following = undefined;
    record.tap = undefined;
    record.state = state;
    record.value = value;
    if (state === "rejected" && !record.handled) {
      const promise = owners.get(record);
      if (promise !== undefined) host.trackRejection(promise, record, "reject");
    }
    for (const reaction of reactions) react(reaction, state, value);
  };

  /** NewPromiseReactionJob. */
  const react = (reaction: Reaction, state: "fulfilled" | "rejected", value: unknown) => {
    const { capability, coroutine } = reaction;
    if (coroutine !== undefined) host.wake(coroutine);
    const handler = state === "fulfilled" ? reaction.onFulfilled : reaction.onRejected;
    const context: JobContext = { ...reaction.context, waker: host.capture().waker };
    host.enqueueMicrotask(context, () => {
      if (handler === undefined) {
        return state === "fulfilled" ? capability?.resolve(value) : capability?.reject(value);
      }
      if (capability === undefined) return handler(value);
      let result: unknown;
      try {
        result = handler(value);
      } catch (error) {
        return capability.reject(error);
      }
      if (result !== SUSPENDED) return capability.resolve(result);
      host.suspensions.defer((inner) =>
        inner.kind === "return" ? capability.resolve(inner.value) : capability.reject(inner.error),
      );
      return SUSPENDED;
    });
  };

  const resolve = (record: PromiseRecord, resolution: unknown) => {
    if (!isObject(resolution)) {
      settle(record, "fulfilled", resolution);
      return;
    }
    if (owners.get(record) === resolution) {
      settle(record, "rejected", new TypeError("Chaining cycle detected for promise #<Promise>"));
      return;
    }
    let then: unknown;
    try {
      then = get(resolution, "then");
    } catch (error) {
      settle(record, "rejected", error);
      return;
    }
    if (!isCallable(then)) {
      settle(record, "fulfilled", resolution);
      return;
    }
    const method = then;
    record.following = recordOf(resolution);
    // NewPromiseResolveThenableJob.
    host.enqueueMicrotask(host.capture(), () => {
      const functions = resolvingFunctions(record);
      try {
        method.call(resolution, functions.resolve, functions.reject);
      } catch (error) {
        functions.reject(error);
      }
    });
  };

  /** CreateResolvingFunctions. */
  const resolvingFunctions = (record: PromiseRecord) => {
    let already = false;
    const functions = {
      resolve: (value: unknown): undefined => {
        if (already) return;
        already = true;
        resolve(record, value);
      },
      reject: (reason: unknown): undefined => {
        if (already) return;
        already = true;
        settle(record, "rejected", reason);
      },
    };
    resolvers.set(functions.resolve, record);
    return functions;
  };

  const performThen = (record: PromiseRecord, reaction: Reaction) => {
    if (record.state === "pending") {
      record.reactions.push(reaction);
    } else {
      if (record.state === "rejected" && !record.handled) {
        const promise = owners.get(record);
        if (promise !== undefined) host.trackRejection(promise, record, "handle");
      }
      react(reaction, record.state, record.value);
    }
    record.handled = true;
  };

  class VirtualPromise {
    readonly #record: PromiseRecord;

    constructor(executor: unknown) {
      // Only `create` passes a record; user code cannot make one.
      const given = adopted;
      adopted = undefined;
      if (given !== undefined && executor === ADOPT) {
        this.#record = given;
        owners.set(given, this);
        return;
      }
      if (!isCallable(executor)) throw new TypeError(`Promise resolver ${describe(executor)} is not a function`);
      const record = newRecord(host.executorOrigin());
      this.#record = record;
      owners.set(record, this);
      const functions = resolvingFunctions(record);
      const run = () => {
        try {
          executor.call(undefined, functions.resolve, functions.reject);
        } catch (error) {
          functions.reject(error);
        }
      };
      if (record.origin === undefined) run();
      else host.inExecutor(record.origin, run);
    }

    static recordOf(value: unknown): PromiseRecord | undefined {
      return isObject(value) && #record in value ? value.#record : undefined;
    }

    // biome-ignore lint/suspicious/noThenProperty: this is the thing itself.
    then(onFulfilled?: unknown, onRejected?: unknown): unknown {
      if (!(#record in this)) throw new TypeError("Method Promise.prototype.then called on incompatible receiver");
      const capability = newCapability(speciesConstructor(this));
      const result = recordOf(capability.promise);
      if (result !== undefined) result.origin = { kind: "then", source: this.#record };
      performThen(this.#record, {
        onFulfilled: asHandler(host, onFulfilled),
        onRejected: asHandler(host, onRejected),
        capability,
        context: host.capture(),
        coroutine: undefined,
      });
      return capability.promise;
    }

    catch(onRejected?: unknown): unknown {
      return invokeThen(this, undefined, onRejected);
    }

    finally(onFinally?: unknown): unknown {
      if (!isObject(this)) throw new TypeError("Promise.prototype.finally called on a non-object");
      const constructor = speciesConstructor(this);
      if (!isCallable(onFinally)) return invokeThen(this, onFinally, onFinally);
      return invokeThen(
        this,
        (value: unknown) => invokeThen(promiseResolveWith(constructor, onFinally.call(undefined)), () => value),
        (reason: unknown) =>
          invokeThen(promiseResolveWith(constructor, onFinally.call(undefined)), () => {
            throw reason;
          }),
      );
    }

    static get [Symbol.species](): unknown {
      return this;
    }
  }
  Object.defineProperty(VirtualPromise, "name", { value: "Promise", configurable: true });
  Object.defineProperty(VirtualPromise.prototype, Symbol.toStringTag, { value: "Promise", configurable: true });

  const recordOf = VirtualPromise.recordOf;
  Reflect.deleteProperty(VirtualPromise, "recordOf");

  let adopted: PromiseRecord | undefined;
  const create = (origin: PromiseOrigin | undefined) => {
    const record = newRecord(origin);
    adopted = record;
    return { promise: new VirtualPromise(ADOPT), record };
  };

  const speciesConstructor = (object: object): unknown => {
    const constructor = get(object, "constructor");
    if (constructor === undefined) return VirtualPromise;
    if (!isObject(constructor)) throw new TypeError("The .constructor property is not an object");
    const species = get(constructor, Symbol.species);
    if (species === undefined || species === null) return VirtualPromise;
    if (isConstructor(species)) return species;
    throw new TypeError("object.constructor[Symbol.species] is not a constructor");
  };

  const newCapability = (constructor: unknown): Capability => {
    if (constructor === VirtualPromise) {
      const { promise, record } = create(undefined);
      return { promise, ...resolvingFunctions(record) };
    }
    if (!isConstructor(constructor)) throw new TypeError(`${describe(constructor)} is not a constructor`);
    let resolveFunction: unknown;
    let rejectFunction: unknown;
    const promise = new constructor((onResolve: unknown, onReject: unknown) => {
      if (resolveFunction !== undefined || rejectFunction !== undefined) {
        throw new TypeError("Promise executor has already been invoked with non-undefined arguments");
      }
      resolveFunction = onResolve;
      rejectFunction = onReject;
    });
    const [doResolve, doReject] = [resolveFunction, rejectFunction];
    if (!isCallable(doResolve) || !isCallable(doReject)) {
      throw new TypeError("Promise resolve or reject function is not callable");
    }
    return {
      promise,
      resolve: (value) => doResolve.call(undefined, value),
      reject: (reason) => doReject.call(undefined, reason),
    };
  };

  const promiseResolveWith = (constructor: unknown, value: unknown): unknown => {
    if (recordOf(value) !== undefined && isObject(value) && get(value, "constructor") === constructor) return value;
    const capability = newCapability(constructor);
    capability.resolve(value);
    return capability.promise;
  };

  defineStatics(VirtualPromise, { newCapability, promiseResolveWith, recordOf });

  return {
    Promise: VirtualPromise,
    create,
    recordOf,
    resolve,
    reject: (record, reason) => settle(record, "rejected", reason),
    promiseResolve(value) {
      const own = recordOf(value);
      if (own !== undefined && isObject(value) && get(value, "constructor") === VirtualPromise) return own;
      const { record } = create(undefined);
      resolve(record, value);
      return record;
    },
    await(record, coroutine, onFulfilled, onRejected) {
      performThen(record, { onFulfilled, onRejected, capability: undefined, context: host.capture(), coroutine });
    },
    settledBy: (resolvingFunction) => (isObject(resolvingFunction) ? resolvers.get(resolvingFunction) : undefined),
    promiseOf: (record) => owners.get(record),
  };
}

const ADOPT = Symbol("adopt");

function asHandler(host: PromiseHost, value: unknown): ((value: unknown) => unknown) | undefined {
  if (!isCallable(value)) return undefined;
  const handler: Callable = value;
  return (argument) => host.call(handler, undefined, [argument]);
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return "#<Object>";
  return String(value);
}
