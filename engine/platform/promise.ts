// `Promise` of one virtual thread, after ECMA-262 clause 27.2: same jobs, same order, and an origin on each for the wait-for graph.

import { type Job, jobOf } from "../runtime/job";
import type { Capability, PromiseOrigin, PromiseRecord, Reaction } from "../runtime/promise-record";
import { SUSPENDED, type Suspensions } from "../runtime/suspension";
import type { AsyncStore, Coroutine, Task, TaskTracker } from "../runtime/tasks";
import { type Callable, get, invokeThen, isCallable, isConstructor, isObject } from "../runtime/values";
import { pristine } from "./pristine";
import { defineStatics } from "./promise-statics";

export interface PromiseHost {
  /** Whether another run may want the class, too. */
  readonly reused: boolean;
  enqueueMicrotask(job: Job): void;
  readonly suspensions: Suspensions;
  readonly tasks: TaskTracker;
  /** Calls a function of user code that may stop in the middle. */
  call(callback: Callable, self: unknown, args: readonly unknown[]): unknown;
  /** HostPromiseRejectionTracker. */
  trackRejection(promise: object, record: PromiseRecord, operation: "reject" | "handle"): void;
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
  await(record: PromiseRecord, reaction: Reaction): void;
  /** The same for a value that is no object: it takes a microtask all the same. */
  fulfilWith(reaction: Reaction, value: unknown): void;
  /** The same with two functions of the platform. */
  awaitWith(
    record: PromiseRecord,
    coroutine: Coroutine | undefined,
    onFulfilled: (value: unknown) => unknown,
    onRejected: (reason: unknown) => unknown,
  ): void;
  /** Says what awaiting an object with a `then` of its own waits for. */
  describeThenable(thenable: object, origin: PromiseOrigin): void;
  /** The promise that a resolving function of `new Promise` settles. */
  settledBy(resolvingFunction: unknown): PromiseRecord | undefined;
  /** Whether the program has left the class and its methods as they were. */
  isPristine(): boolean;
}

export function newRecord(origin: PromiseOrigin | undefined): PromiseRecord {
  return {
    state: "pending",
    value: undefined,
    promise: undefined,
    reactions: undefined,
    handled: false,
    origin,
    following: undefined,
    tap: undefined,
  };
}

export function createPromiseRealm(host: PromiseHost): PromiseRealm {
  const { tasks } = host;
  let described: WeakMap<object, PromiseOrigin> | undefined;

  const settle = (record: PromiseRecord, state: "fulfilled" | "rejected", given: unknown) => {
    const { tap, reactions, promise } = record;
    const tapped = tap?.(state, given);
    const value = tap !== undefined && state === "fulfilled" ? tapped : given;
    record.reactions = undefined;
    record.following = undefined;
    record.tap = undefined;
    record.state = state;
    record.value = value;
    if (state === "rejected" && !record.handled && promise !== undefined)
      host.trackRejection(promise, record, "reject");
    if (reactions === undefined) return;
    for (const reaction of reactions) react(reaction, state, value);
  };

  /** NewPromiseReactionJob. */
  const react = (reaction: Reaction, state: "fulfilled" | "rejected", value: unknown) => {
    if (reaction.coroutine !== undefined) tasks.wake(reaction.coroutine);
    reaction.waker = tasks.waker();
    reaction.state = state;
    reaction.value = value;
    host.enqueueMicrotask(reaction);
  };

  const resolve = (record: PromiseRecord, resolution: unknown) => {
    if (!isObject(resolution)) {
      settle(record, "fulfilled", resolution);
      return;
    }
    if (record.promise === resolution) {
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
    if (record.following === undefined && mayBeForeign(record))
      record.origin = described?.get(resolution) ?? { kind: "thenable", object: resolution };
    // NewPromiseResolveThenableJob.
    const follow = () => {
      const functions = resolvingFunctions(record);
      try {
        method.call(resolution, functions.resolve, functions.reject);
      } catch (error) {
        functions.reject(error);
      }
    };
    host.enqueueMicrotask(jobOf(tasks.capture(), follow));
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
    new Resolver(functions.resolve, record);
    return functions;
  };

  const performThen = (record: PromiseRecord, reaction: Reaction) => {
    if (record.state === "pending") {
      if (record.reactions === undefined) record.reactions = [reaction];
      else record.reactions.push(reaction);
    } else {
      if (record.state === "rejected" && !record.handled && record.promise !== undefined)
        host.trackRejection(record.promise, record, "handle");
      react(reaction, record.state, record.value);
    }
    record.handled = true;
  };

  let recordOf: (value: unknown) => PromiseRecord | undefined = () => undefined;

  class VirtualPromise {
    readonly #record: PromiseRecord;

    static {
      recordOf = (value) => (isObject(value) && #record in value ? value.#record : undefined);
    }

    constructor(executor: unknown) {
      // Only `create` passes a record; user code cannot make one.
      const given = adopted;
      adopted = undefined;
      if (given !== undefined && executor === ADOPT) {
        this.#record = given;
        given.promise = this;
        return;
      }
      if (!isCallable(executor)) throw new TypeError(`Promise resolver ${describe(executor)} is not a function`);
      const record = newRecord(host.executorOrigin());
      this.#record = record;
      record.promise = this;
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

    // biome-ignore lint/suspicious/noThenProperty: this is the thing itself.
    then(onFulfilled?: unknown, onRejected?: unknown): unknown {
      const record = recordOf(this);
      if (record === undefined)
        throw new TypeError(`Method Promise.prototype.then called on incompatible receiver ${describe(this)}`);
      const constructor = speciesConstructor(this);
      const capability = constructor === VirtualPromise ? ownCapability() : newCapability(constructor);
      const result = recordOf(capability.promise);
      if (result !== undefined) result.origin = { kind: "then", source: record };
      performThen(record, new ThenReaction(host, onFulfilled, onRejected, capability));
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

  let adopted: PromiseRecord | undefined;
  const create = (origin: PromiseOrigin | undefined) => {
    const record = newRecord(origin);
    adopted = record;
    return { promise: new VirtualPromise(ADOPT), record };
  };

  /** A capability that only the platform uses, and once: it needs no functions of its own. */
  const ownCapability = (): Capability => {
    const { promise, record } = create(undefined);
    return new OwnCapability(operations, promise, record);
  };

  const speciesConstructor = (object: object): unknown => {
    const constructor = get(object, "constructor");
    if (constructor === undefined) return VirtualPromise;
    if (!isObject(constructor)) throw new TypeError("The .constructor property is not an object");
    const species = get(constructor, Symbol.species);
    if (species === undefined || species === null || species === VirtualPromise) return VirtualPromise;
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
    const capability = constructor === VirtualPromise ? ownCapability() : newCapability(constructor);
    capability.resolve(value);
    return capability.promise;
  };

  const operations: Operations = { resolve, reject: (record, reason) => settle(record, "rejected", reason) };
  defineStatics(VirtualPromise, { newCapability, promiseResolveWith, recordOf });
  const isPristine = host.reused ? pristine([VirtualPromise]) : () => false;

  return {
    Promise: VirtualPromise,
    create,
    recordOf,
    resolve,
    reject: operations.reject,
    promiseResolve(value) {
      const own = recordOf(value);
      if (own !== undefined && isObject(value) && get(value, "constructor") === VirtualPromise) return own;
      const record = newRecord(undefined);
      resolve(record, value);
      return record;
    },
    await(record, reaction) {
      tasks.remember(reaction);
      performThen(record, reaction);
    },
    fulfilWith(reaction, value) {
      tasks.remember(reaction);
      react(reaction, "fulfilled", value);
    },
    awaitWith(record, coroutine, onFulfilled, onRejected) {
      performThen(record, new PlainReaction(tasks, coroutine, onFulfilled, onRejected));
    },
    describeThenable(thenable, origin) {
      described ??= new WeakMap();
      described.set(thenable, origin);
    },
    settledBy: Resolver.recordOf,
    isPristine,
  };
}

/** Nothing better is known of it than the object that it was resolved with. */
function mayBeForeign({ origin }: PromiseRecord): boolean {
  return origin === undefined || origin.kind === "executor" || origin.kind === "then";
}

const ADOPT = Symbol("adopt");

/** Gives back the very object that it is given, so that a subclass can hang a private field on it that nobody sees. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is the point.
    return object;
  }
}

/** The record that a resolving function of user code's settles, on the function. */
class Resolver extends Given {
  readonly #record: PromiseRecord;
  constructor(resolvingFunction: object, record: PromiseRecord) {
    super(resolvingFunction);
    this.#record = record;
  }
  static recordOf(value: unknown): PromiseRecord | undefined {
    return isObject(value) && #record in value ? value.#record : undefined;
  }
}

interface Operations {
  resolve(record: PromiseRecord, value: unknown): void;
  reject(record: PromiseRecord, reason: unknown): void;
}

class OwnCapability implements Capability {
  readonly #operations: Operations;
  readonly #record: PromiseRecord;
  readonly promise: unknown;
  constructor(operations: Operations, promise: object, record: PromiseRecord) {
    this.#operations = operations;
    this.#record = record;
    this.promise = promise;
  }
  resolve(value: unknown): unknown {
    return this.#operations.resolve(this.#record, value);
  }
  reject(reason: unknown): unknown {
    return this.#operations.reject(this.#record, reason);
  }
}

/** What both kinds of reactions have: in whose name they run, and with what. */
abstract class ReactionJob implements Reaction {
  task: Task | undefined;
  waker: Task | undefined = undefined;
  store: AsyncStore;
  readonly coroutine: Coroutine | undefined;
  state: "fulfilled" | "rejected" = "fulfilled";
  value: unknown = undefined;
  constructor(tasks: TaskTracker, coroutine: Coroutine | undefined) {
    this.task = tasks.owner();
    this.store = tasks.store();
    this.coroutine = coroutine;
  }
  abstract run(): unknown;
}

/** Two functions of the platform. */
class PlainReaction extends ReactionJob {
  readonly #onFulfilled: (value: unknown) => unknown;
  readonly #onRejected: (reason: unknown) => unknown;
  constructor(
    tasks: TaskTracker,
    coroutine: Coroutine | undefined,
    onFulfilled: (value: unknown) => unknown,
    onRejected: (reason: unknown) => unknown,
  ) {
    super(tasks, coroutine);
    this.#onFulfilled = onFulfilled;
    this.#onRejected = onRejected;
  }
  run(): unknown {
    const [onFulfilled, onRejected] = [this.#onFulfilled, this.#onRejected];
    return this.state === "fulfilled" ? onFulfilled(this.value) : onRejected(this.value);
  }
}

/** `promise.then(onFulfilled, onRejected)`. */
class ThenReaction extends ReactionJob {
  readonly #host: PromiseHost;
  readonly #onFulfilled: Callable | undefined;
  readonly #onRejected: Callable | undefined;
  readonly #capability: Capability;
  constructor(host: PromiseHost, onFulfilled: unknown, onRejected: unknown, capability: Capability) {
    super(host.tasks, undefined);
    this.#host = host;
    this.#onFulfilled = isCallable(onFulfilled) ? onFulfilled : undefined;
    this.#onRejected = isCallable(onRejected) ? onRejected : undefined;
    this.#capability = capability;
  }
  run(): unknown {
    const capability = this.#capability;
    const fulfilled = this.state === "fulfilled";
    const handler = fulfilled ? this.#onFulfilled : this.#onRejected;
    if (handler === undefined) return fulfilled ? capability.resolve(this.value) : capability.reject(this.value);
    let result: unknown;
    try {
      result = this.#host.call(handler, undefined, [this.value]);
    } catch (error) {
      return capability.reject(error);
    }
    if (result !== SUSPENDED) return capability.resolve(result);
    this.#host.suspensions.defer((inner) =>
      inner.kind === "return" ? capability.resolve(inner.value) : capability.reject(inner.error),
    );
    return SUSPENDED;
  }
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return "#<Object>";
  return String(value);
}
