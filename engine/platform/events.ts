// Node's `events` module: `EventEmitter` with Node's order and error rules.

import { passOn, SUSPENDED } from "../runtime/suspension";
import { type Callable, codedError, get, isCallable, isError, isObject, option } from "../runtime/values";
import type { EventClasses } from "./event-target";
import { createEventWaits } from "./event-waits";
import { inspect } from "./inspect";
import type { Realm } from "./realm";
import { checkBoolean, checkFunction, checkNumber, invalidType } from "./validate";

interface Listener {
  /** What was registered: for `once` a wrapper, which calls what the user gave. */
  readonly registered: Callable;
  readonly once: Once | undefined;
}

/** A listener of `once`. */
interface Once {
  readonly run: Callable;
  fired: boolean;
}

/** Listeners of one event on one emitter from which on Node warns of a leak. */
const MAX_LISTENERS = 10;

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

/** Makes the module for one thread. `targets` are its event targets, which some functions take as well. */
export function createEvents(realm: Realm, targets: () => EventClasses): EventsModule {
  let defaultMaxListeners = MAX_LISTENERS;
  const limits = new WeakMap<object, number>();
  /** Lists that have been warned of. */
  const warned = new WeakMap<object, Set<PropertyKey>>();
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

  const add = (emitter: unknown, event: PropertyKey, registered: unknown, first: boolean): unknown => {
    if (!isCallable(registered)) throw invalidType("listener", "of type function", registered);
    const table = tableOf(emitter);
    if (table.has("newListener")) callEmit(emitter, "newListener", event, get(registered, "listener") ?? registered);
    const listener: Listener = { registered, once: onces.get(registered) };
    const listeners = table.get(event) ?? [];
    // A copy, as an `emit` may be walking the old one.
    table.set(event, first ? [listener, ...listeners] : [...listeners, listener]);
    warnOfMany(Object(emitter), event, listeners.length + 1);
    const what = `the '${String(event)}' event`;
    realm.hint(() => (tableOf(emitter).get(event)?.includes(listener) ? { kind: "event", text: what } : undefined));
    return emitter;
  };

  const onces = new WeakMap<Callable, Once>();
  /** As in Node, `once` registers a wrapper through the emitter's own `on`, which a stream overrides. */
  const onceWrapper = (emitter: unknown, event: PropertyKey, listener: unknown): Callable => {
    if (!isCallable(listener)) throw invalidType("listener", "of type function", listener);
    const once: Once = { run: listener, fired: false };
    const wrapper = (...args: unknown[]): unknown => {
      if (once.fired) return undefined;
      const remover = isObject(emitter) ? get(emitter, "removeListener") : undefined;
      if (isCallable(remover)) remover.call(emitter, event, wrapper);
      once.fired = true;
      return listener.apply(emitter, args);
    };
    onces.set(wrapper, once);
    return Object.assign(wrapper, { listener });
  };
  const callOn = (emitter: unknown, name: string, event: PropertyKey, wrapper: Callable): unknown => {
    const own = isObject(emitter) ? get(emitter, name) : undefined;
    if (isCallable(own)) own.call(emitter, event, wrapper);
    return emitter;
  };

  const limitOf = (emitter: object) => limits.get(emitter) ?? defaultMaxListeners;
  const warnOfMany = (emitter: object, event: PropertyKey, count: number) => {
    const limit = limitOf(emitter);
    if (limit === 0 || count <= limit) return;
    const known = warned.get(emitter) ?? new Set();
    if (known.has(event)) return;
    warned.set(emitter, known.add(event));
    const text =
      `Possible EventEmitter memory leak detected. ${count} ${String(event)} listeners added to ` +
      `[${nameOf(emitter)}]. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`;
    const warning = Object.assign(new Error(text), { emitter, type: event, count });
    warning.name = "MaxListenersExceededWarning";
    realm.warn(warning);
  };

  const remove = (emitter: unknown, event: PropertyKey, matches: (listener: Listener) => boolean) => {
    const table = tableOf(emitter);
    const listeners = table.get(event);
    const index = listeners?.findLastIndex(matches) ?? -1;
    const found = listeners?.[index];
    if (listeners === undefined || found === undefined) return;
    if (listeners.length === 1) {
      table.delete(event);
      warned.get(Object(emitter))?.delete(event);
    } else table.set(event, listeners.toSpliced(index, 1));
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
      const { once } = listener;
      if (once !== undefined) {
        if (once.fired) continue;
        remove(emitter, event, (candidate) => candidate === called);
        once.fired = true;
      }
      const run = once?.run ?? listener.registered;
      const result = deep ? realm.call(run, emitter, [...args]) : run.apply(emitter, [...args]);
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
    const capture = option(options, "captureRejections");
    if (capture) checkBoolean("options.captureRejections", capture);
    if (capture === true || (capture === undefined && statics.captureRejections === true)) capturing.add(this);
  }

  const listenersOf = (emitter: unknown, event: PropertyKey) => tableOf(emitter).get(event) ?? [];
  const methods: Record<string, (this: unknown, ...args: never[]) => unknown> = {
    setMaxListeners(limit: unknown) {
      checkNumber("setMaxListeners", limit, 0);
      limits.set(Object(this), Number(limit));
      return this;
    },
    getMaxListeners() {
      return limitOf(Object(this));
    },
    emit(event: PropertyKey, ...args: unknown[]) {
      return doEmit(this, event, args);
    },
    addListener(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, false);
    },
    on(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, false);
    },
    prependListener(event: PropertyKey, listener: unknown) {
      return add(this, event, listener, true);
    },
    once(event: PropertyKey, listener: unknown) {
      return callOn(this, "on", event, onceWrapper(this, event, listener));
    },
    prependOnceListener(event: PropertyKey, listener: unknown) {
      return callOn(this, "prependListener", event, onceWrapper(this, event, listener));
    },
    removeListener(event: PropertyKey, listener: unknown) {
      checkFunction("listener", listener);
      remove(this, event, (candidate) => isListener(candidate, listener));
      return this;
    },
    off(event: PropertyKey, listener: unknown) {
      checkFunction("listener", listener);
      remove(this, event, (candidate) => isListener(candidate, listener));
      return this;
    },
    removeAllListeners(event?: PropertyKey) {
      const table = tableOf(this);
      const events = event === undefined ? ownKeys(table) : [event];
      for (const each of events) {
        if (each === "removeListener" && event === undefined) continue;
        while (table.has(each)) remove(this, each, () => true);
      }
      if (event === undefined) table.delete("removeListener");
      return this;
    },
    listeners(event: PropertyKey) {
      return listenersOf(this, event).map(shown);
    },
    rawListeners(event: PropertyKey) {
      return listenersOf(this, event).map(({ registered }) => registered);
    },
    listenerCount(event: PropertyKey, listener?: unknown) {
      const listeners = listenersOf(this, event);
      return listener === undefined || listener === null
        ? listeners.length
        : listeners.filter((candidate) => isListener(candidate, listener)).length;
    },
    eventNames() {
      return ownKeys(tableOf(this));
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

  const { once, on, addAbortListener } = createEventWaits(realm);
  const isTarget = (value: unknown): value is object => isObject(value) && value instanceof targets().EventTarget;
  const statics: Record<string, unknown> = {
    EventEmitter,
    once,
    on,
    addAbortListener,
    errorMonitor,
    captureRejectionSymbol: captureRejections,
    captureRejections: false,
    usingDomains: false,
    init: EventEmitter,
    setMaxListeners(limit: unknown = defaultMaxListeners, ...emitters: unknown[]) {
      checkNumber("setMaxListeners", limit, 0);
      if (emitters.length === 0) defaultMaxListeners = Number(limit);
      for (const emitter of emitters) {
        const set = isObject(emitter) ? get(emitter, "setMaxListeners") : undefined;
        if (isTarget(emitter)) targets().setLimit(emitter, Number(limit));
        else if (isCallable(set)) set.call(emitter, limit);
        else throw invalidType("eventTargets", "an instance of EventEmitter or EventTarget", emitter);
      }
    },
    getMaxListeners(emitter: unknown) {
      if (isTarget(emitter)) return targets().limitOf(emitter);
      if (isObject(emitter) && isCallable(get(emitter, "getMaxListeners"))) return limitOf(emitter);
      throw invalidType("emitter", "an instance of EventEmitter or EventTarget", emitter);
    },
    listenerCount(emitter: unknown, event: PropertyKey) {
      const own = isObject(emitter) ? get(emitter, "listenerCount") : undefined;
      return isCallable(own) ? own.call(emitter, event) : listenersOf(emitter, event).length;
    },
    getEventListeners(emitter: unknown, event: PropertyKey) {
      const own = isObject(emitter) ? get(emitter, "listeners") : undefined;
      if (isCallable(own)) return own.call(emitter, event);
      if (isTarget(emitter)) return targets().listeners(emitter, String(event));
      throw invalidType("emitter", "an instance of EventEmitter or EventTarget", emitter);
    },
  };
  for (const [name, value] of Object.entries(statics)) {
    Object.defineProperty(EventEmitter, name, { value, writable: true, configurable: true, enumerable: true });
  }
  Object.defineProperty(EventEmitter, "defaultMaxListeners", {
    get: () => defaultMaxListeners,
    set(limit: unknown) {
      checkNumber("defaultMaxListeners", limit, 0);
      defaultMaxListeners = Number(limit);
    },
    enumerable: true,
  });
  return { EventEmitter: asClass(EventEmitter) };
}

/** What the user registered, behind wrappers of libraries too, which name it as Node's own do. */
function shown({ registered }: Listener): unknown {
  return get(registered, "listener") ?? registered;
}

function isListener({ registered }: Listener, listener: unknown): boolean {
  return registered === listener || get(registered, "listener") === listener;
}

function nameOf(emitter: object): string {
  const constructor = get(emitter, "constructor");
  return isCallable(constructor) && constructor.name !== "" ? constructor.name : "EventEmitter";
}

/** The order of an object's keys, which Node's table is: symbols come last. */
function ownKeys(table: EventMap): PropertyKey[] {
  const names = [...table.keys()];
  return [...names.filter((name) => typeof name !== "symbol"), ...names.filter((name) => typeof name === "symbol")];
}

/** A function that is a constructor, which its type does not say: ES5-style `EventEmitter.call(this)` must work. */
function asClass(make: unknown): EmitterClass {
  if (!isEmitterClass(make)) throw new Error("[engine bug] EventEmitter is no constructor");
  return make;
}

function isEmitterClass(value: unknown): value is EmitterClass {
  return typeof value === "function";
}

function unhandledError(reason: unknown): unknown {
  if (isError(reason)) return reason;
  const shown = typeof reason === "string" ? `'${reason}'` : inspect(reason);
  const error = codedError(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`);
  Object.assign(error, { context: reason });
  return error;
}
