// Node's `events` module: `EventEmitter` with Node's order and error rules, `once` and `on`.

import type { PromiseRecord } from "../runtime/promise-record";
import { type Callable, codedError, get, isCallable, isObject, option } from "../runtime/values";
import { passOn, SUSPENDED } from "../runtime/suspension";
import { inspect } from "./inspect";
import type { Realm } from "./realm";

interface Listener {
  /** What runs. */
  readonly run: Callable;
  /** What the user registered, for `off`. */
  readonly registered: unknown;
  readonly once: boolean;
}

type EventMap = Map<PropertyKey, Listener[]>;

/** The methods that the platform itself calls on emitters. */
export interface Emitter {
  on(event: PropertyKey, listener: unknown): unknown;
  once(event: PropertyKey, listener: unknown): unknown;
  off(event: PropertyKey, listener: unknown): unknown;
  emit(event: PropertyKey, ...args: unknown[]): boolean;
  listenerCount(event: PropertyKey): number;
}

export interface EventsModule {
  readonly EventEmitter: EmitterClass;
}

export type EmitterClass = new () => Emitter;

const errorMonitor = Symbol("events.errorMonitor");
const captureRejections = Symbol.for("nodejs.rejection");

/** Makes the module for one thread. */
export function createEvents(realm: Realm): EventsModule {
  // Not own properties as in Node, so that printing an emitter shows the user's fields only.
  const tables = new WeakMap<object, EventMap>();
  const tableOf = (emitter: unknown): EventMap => {
    if (!isObject(emitter)) throw new TypeError("Receiver is not an EventEmitter");
    let table = tables.get(emitter);
    if (table === undefined) {
      table = new Map();
      tables.set(emitter, table);
    }
    return table;
  };

  const add = (emitter: unknown, event: PropertyKey, registered: unknown, once: boolean, first: boolean): unknown => {
    if (!isCallable(registered)) {
      throw codedError(
        TypeError,
        "ERR_INVALID_ARG_TYPE",
        `The "listener" argument must be of type function. Received ${describeType(registered)}`,
      );
    }
    const table = tableOf(emitter);
    if (table.has("newListener")) callEmit(emitter, "newListener", event, registered);
    const listener: Listener = { run: registered, registered, once };
    const listeners = table.get(event) ?? [];
    // A copy, as an `emit` may be walking the old one.
    table.set(event, first ? [listener, ...listeners] : [...listeners, listener]);
    const what = `the '${String(event)}' event`;
    realm.hint(() => (tableOf(emitter).get(event)?.includes(listener) ? { kind: "event", text: what } : undefined));
    return emitter;
  };

  const remove = (emitter: unknown, event: PropertyKey, matches: (listener: Listener) => boolean) => {
    const table = tableOf(emitter);
    const listeners = table.get(event);
    const index = listeners?.findLastIndex(matches) ?? -1;
    const found = listeners?.[index];
    if (listeners === undefined || found === undefined) return;
    if (listeners.length === 1) table.delete(event);
    else table.set(event, listeners.toSpliced(index, 1));
    if (table.has("removeListener")) callEmit(emitter, "removeListener", event, found.registered);
  };

  const callEmit = (emitter: unknown, event: PropertyKey, ...args: unknown[]): boolean => {
    const own = isObject(emitter) ? get(emitter, "emit") : undefined;
    return isCallable(own) ? Boolean(own.call(emitter, event, ...args)) : Boolean(doEmit(emitter, event, args));
  };

  const doEmit = (emitter: unknown, event: PropertyKey, args: readonly unknown[]): unknown => {
    realm.check();
    const table = tableOf(emitter);
    if (event === "error" && table.has(errorMonitor)) callEmit(emitter, errorMonitor, ...args);
    const listeners = table.get(event);
    if (listeners === undefined) {
      if (event === "error") throw unhandledError(args[0]);
      return false;
    }
    return callAll(emitter, event, [...listeners], args, realm.suspensions.accept());
  };

  /** `deep`: the event loop emits, so that a listener may stop in the middle. */
  const callAll = (
    emitter: unknown,
    event: PropertyKey,
    listeners: Listener[],
    args: readonly unknown[],
    deep: boolean,
  ): unknown => {
    for (let listener = listeners.shift(); listener !== undefined; listener = listeners.shift()) {
      const called = listener;
      if (listener.once) {
        if (!tableOf(emitter).get(event)?.includes(listener)) continue;
        remove(emitter, event, (candidate) => candidate === called);
      }
      const result = deep ? realm.call(listener.run, emitter, [...args]) : listener.run.apply(emitter, [...args]);
      if (result !== SUSPENDED) {
        if (capturing.has(Object(emitter)) && isObject(result)) captureRejection(Object(emitter), event, args, result);
      } else {
        realm.suspensions.defer((inner) => {
          passOn(inner);
          return callAll(emitter, event, listeners, args, deep);
        });
        return SUSPENDED;
      }
    }
    return true;
  };

  /** Emitters with `captureRejections`: what an async listener rejects with becomes an `error` event. */
  const capturing = new WeakSet<object>();
  const captureRejection = (emitter: object, event: PropertyKey, args: readonly unknown[], result: object) => {
    const then = get(result, "then");
    if (!isCallable(then)) return;
    const report = (error: unknown) => {
      const own = get(emitter, captureRejections);
      if (isCallable(own)) {
        own.call(emitter, error, event, ...args);
        return;
      }
      capturing.delete(emitter);
      try {
        callEmit(emitter, "error", error);
      } finally {
        capturing.add(emitter);
      }
    };
    then.call(result, undefined, (error: unknown) => {
      realm.jobs.tick(realm.tasks.capture(), () => report(error));
    });
  };

  function EventEmitter(this: object, options?: unknown) {
    tables.set(this, new Map());
    if (option(options, "captureRejections") === true) capturing.add(this);
  }

  const listenersOf = (emitter: unknown, event: PropertyKey) => tableOf(emitter).get(event) ?? [];
  const methods: Record<string, (this: unknown, ...args: never[]) => unknown> = {
    setMaxListeners() {
      return this;
    },
    getMaxListeners: () => 10,
    emit(event: PropertyKey, ...args: unknown[]) {
      return doEmit(this, event, args);
    },
    addListener(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, false, false);
    },
    on(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, false, false);
    },
    prependListener(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, false, true);
    },
    once(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, true, false);
    },
    prependOnceListener(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, true, true);
    },
    removeListener(event: PropertyKey, listener: unknown) {
      remove(this, event, (candidate) => candidate.registered === listener);
      return this;
    },
    off(event: PropertyKey, listener: unknown) {
      remove(this, event, (candidate) => candidate.registered === listener);
      return this;
    },
    removeAllListeners(event?: PropertyKey) {
      const table = tableOf(this);
      const events = event === undefined ? [...table.keys()] : [event];
      for (const each of events) {
        if (each === "removeListener" && event === undefined) continue;
        while (table.has(each)) remove(this, each, () => true);
      }
      if (event === undefined) table.delete("removeListener");
      return this;
    },
    listeners(event: PropertyKey) {
      return listenersOf(this, event).map((listener) => listener.registered);
    },
    rawListeners(event: PropertyKey) {
      return listenersOf(this, event).map((listener) => listener.registered);
    },
    listenerCount(event: PropertyKey, listener?: unknown) {
      const listeners = listenersOf(this, event);
      return listener === undefined
        ? listeners.length
        : listeners.filter((candidate) => candidate.registered === listener).length;
    },
    eventNames() {
      const names = [...tableOf(this).keys()];
      // The order of an object's keys, which Node's table is: symbols come last.
      return [...names.filter((name) => typeof name !== "symbol"), ...names.filter((name) => typeof name === "symbol")];
    },
  };
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(EventEmitter.prototype, name, {
      value: method,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }

  /** `events.once(emitter, name, { signal })`. */
  const once = (emitter: unknown, event: PropertyKey, options?: unknown): object => {
    const { promise, record } = realm.pending(() => ({ kind: "event", text: `the '${String(event)}' event` }));
    const cleanups: (() => void)[] = [];
    const settle = (how: () => void) => {
      if (record.state !== "pending") return;
      for (const cleanup of cleanups) cleanup();
      how();
    };
    const signal = option(options, "signal");
    if (isObject(signal) && get(signal, "aborted") === true) {
      realm.promises.reject(record, abortError(get(signal, "reason")));
      return promise;
    }
    listen(emitter, event, cleanups, (...args) => settle(() => realm.promises.resolve(record, args)));
    if (event !== "error" && !isEventTarget(emitter)) {
      listen(emitter, "error", cleanups, (error) => settle(() => realm.promises.reject(record, error)));
    }
    if (isObject(signal)) {
      listen(signal, "abort", cleanups, () =>
        settle(() => realm.promises.reject(record, abortError(get(signal, "reason")))),
      );
    }
    return promise;
  };

  /** `events.on(emitter, name, { signal, close })`: an async iterator of the events' arguments. */
  const on = (emitter: unknown, event: PropertyKey, options?: unknown): object => {
    const buffered: unknown[] = [];
    const waiting: PromiseRecord[] = [];
    const cleanups: (() => void)[] = [];
    let failed: { readonly error: unknown } | undefined;
    let finished = false;
    const wait = () => ({ kind: "event" as const, text: `the '${String(event)}' event` });
    const fail = (error: unknown) => {
      const first = waiting.shift();
      if (first === undefined) failed = { error };
      else realm.promises.reject(first, error);
      close();
    };
    const close = () => {
      for (const cleanup of cleanups.splice(0)) cleanup();
      finished = true;
      for (const record of waiting.splice(0)) realm.promises.resolve(record, { value: undefined, done: true });
      return settled({ value: undefined, done: true });
    };
    const settled = (value: unknown) => {
      const { promise, record } = realm.promises.create(undefined);
      realm.promises.resolve(record, value);
      return promise;
    };
    listen(emitter, event, cleanups, (...args) => {
      const first = waiting.shift();
      if (first === undefined) buffered.push(args);
      else realm.promises.resolve(first, { value: args, done: false });
    });
    if (event !== "error" && !isEventTarget(emitter)) listen(emitter, "error", cleanups, fail);
    const signal = option(options, "signal");
    if (isObject(signal)) listen(signal, "abort", cleanups, () => fail(abortError(get(signal, "reason"))));
    const iterator: Record<PropertyKey, unknown> = {
      next() {
        if (buffered.length > 0) return settled({ value: buffered.shift(), done: false });
        if (failed !== undefined) {
          const { promise, record } = realm.promises.create(undefined);
          realm.promises.reject(record, failed.error);
          failed = undefined;
          return promise;
        }
        if (finished) return settled({ value: undefined, done: true });
        const { promise, record } = realm.pending(wait);
        waiting.push(record);
        return promise;
      },
      return: close,
      throw: fail,
    };
    iterator[Symbol.asyncIterator] = () => iterator;
    return iterator;
  };

  const statics: Record<string, unknown> = {
    EventEmitter,
    once,
    on,
    errorMonitor,
    captureRejectionSymbol: captureRejections,
    captureRejections: false,
    defaultMaxListeners: 10,
    usingDomains: false,
    setMaxListeners: () => undefined,
    getMaxListeners: () => 10,
    listenerCount: (emitter: unknown, event: PropertyKey) => listenersOf(emitter, event).length,
    getEventListeners: (emitter: unknown, event: PropertyKey) =>
      listenersOf(emitter, event).map((listener) => listener.registered),
  };
  for (const [name, value] of Object.entries(statics)) {
    Object.defineProperty(EventEmitter, name, { value, writable: true, configurable: true, enumerable: true });
  }
  return { EventEmitter: asClass(EventEmitter) };
}

/** A function that is a constructor, which its type does not say: ES5-style `EventEmitter.call(this)` must work. */
function asClass(make: unknown): EmitterClass {
  if (!isEmitterClass(make)) throw new Error("[engine bug] EventEmitter is no constructor");
  return make;
}

function isEmitterClass(value: unknown): value is EmitterClass {
  return typeof value === "function";
}

function isEventTarget(value: unknown): value is object {
  return isObject(value) && isCallable(get(value, "addEventListener")) && !isCallable(get(value, "on"));
}

function listen(
  emitter: unknown,
  event: PropertyKey,
  cleanups: (() => void)[],
  run: (...args: unknown[]) => void,
): void {
  const [add, remove] = isEventTarget(emitter) ? ["addEventListener", "removeEventListener"] : ["on", "removeListener"];
  const adder = isObject(emitter) ? get(emitter, add ?? "on") : undefined;
  if (!isObject(emitter) || !isCallable(adder)) {
    throw codedError(
      TypeError,
      "ERR_INVALID_ARG_TYPE",
      `The "emitter" argument must be an instance of EventEmitter. Received ${describeType(emitter)}`,
    );
  }
  adder.call(emitter, event, run);
  cleanups.push(() => {
    const remover = get(emitter, remove ?? "removeListener");
    if (isCallable(remover)) remover.call(emitter, event, run);
  });
}

/** Node's `AbortError`. */
export function abortError(cause: unknown): Error {
  const error = codedError(Error, "ABORT_ERR", "The operation was aborted");
  error.name = "AbortError";
  if (cause !== undefined) error.cause = cause;
  return error;
}

function unhandledError(reason: unknown): unknown {
  if (reason instanceof Error) return reason;
  const shown = typeof reason === "string" ? `'${reason}'` : inspect(reason);
  const error = codedError(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`);
  Object.assign(error, { context: reason });
  return error;
}

/** The words of Node's argument errors: `undefined`, `type string ('x')`, `an instance of Foo`. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? `an instance of ${name}` : inspect(value, { depth: -1 });
  }
  return `type ${typeof value} (${inspect(value).slice(0, 28)})`;
}
