// `Event`, `EventTarget` and the classes built on them (DOM Standard, clause 2), for one thread.

import { SUSPENDED } from "../runtime/suspension";
import { codedError, get, isCallable, isObject, option } from "../runtime/values";
import { inspect } from "./inspect";
import type { Realm } from "./realm";
import { checkSignal, invalidType, missingArguments } from "./validate";

interface Registration {
  readonly type: string;
  readonly listener: unknown;
  readonly capture: boolean;
  readonly once: boolean;
  /** It is called even where another one stopped the propagation: what Node's own code listens with. */
  readonly resists: boolean;
  removed: boolean;
}

/** An option of `addEventListener` that only the platform has. */
export const RESISTS_STOP = Symbol("resists stop");
/** An option of an event that only the platform has: it is trusted. */
export const TRUSTED = Symbol("trusted");

/** Listeners for one type from which on Node warns of a leak. */
const MAX_LISTENERS = 10;

export interface VirtualEvent {
  readonly type: string;
}

export interface VirtualEventTarget {
  addEventListener(type?: unknown, listener?: unknown, options?: unknown): void;
  removeEventListener(type?: unknown, listener?: unknown, options?: unknown): void;
  dispatchEvent(event: unknown): boolean;
}

export interface EventClasses {
  readonly Event: new (type?: unknown, init?: unknown) => VirtualEvent;
  readonly CustomEvent: new (type?: unknown, init?: unknown) => VirtualEvent;
  readonly MessageEvent: new (type?: unknown, init?: unknown) => VirtualEvent;
  readonly EventTarget: new () => VirtualEventTarget;
  readonly DOMException: new (message?: string, name?: unknown) => Error;
  /** Called with the type and the new number of listeners when a target's registrations change. */
  observe(target: object, changed: (type: string, count: number) => void): void;
  count(target: object, type: string): number;
  /** In order, as they were registered. */
  listeners(target: object, type: string): readonly unknown[];
  /** Listeners of one type from which on a warning is given; 0 for never. */
  setLimit(target: object, limit: number): void;
  limitOf(target: object): number;
  /** Dispatches an event from the event loop; gives `SUSPENDED` where a listener stops in the middle. */
  deliver(target: VirtualEventTarget, event: VirtualEvent): unknown;
}

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

/** The legacy codes that some code still compares (Web IDL, 2.8.1). */
const CODES: Readonly<Record<string, number>> = {
  NotFoundError: 8,
  NotSupportedError: 9,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidAccessError: 15,
  AbortError: 20,
  TimeoutError: 23,
  DataCloneError: 25,
};

export function createEventClasses(realm: Realm): EventClasses {
  const registrations = new WeakMap<object, Registration[]>();
  const observers = new WeakMap<object, (type: string, count: number) => void>();
  const listOf = (target: object): Registration[] => {
    let list = registrations.get(target);
    if (list === undefined) {
      list = [];
      registrations.set(target, list);
    }
    return list;
  };
  const count = (target: object, type: string) => listOf(target).filter((entry) => entry.type === type).length;
  const changed = (target: object, type: string) => observers.get(target)?.(type, count(target, type));
  const timeStamps = realm;

  class VirtualEventClass {
    readonly #type: string;
    readonly #bubbles: boolean;
    readonly #cancelable: boolean;
    readonly #composed: boolean;
    readonly #timeStamp: number;
    readonly #trusted: boolean;
    #defaultPrevented = false;
    #propagationStopped = false;
    #target: unknown = null;
    #dispatching = false;
    #stopped = false;

    constructor(...given: readonly [unknown?, unknown?]) {
      const [type, init] = given;
      if (given.length === 0) throw missingArguments("type");
      if (init !== undefined && init !== null && (!isObject(init) || isCallable(init)))
        throw invalidType("options", "of type object", init);
      this.#type = String(type);
      this.#bubbles = Boolean(option(init, "bubbles"));
      this.#cancelable = Boolean(option(init, "cancelable"));
      this.#composed = Boolean(option(init, "composed"));
      this.#trusted = isObject(init) && get(init, TRUSTED) === true;
      this.#timeStamp = timeStamps.recorder.now() / 1000;
    }

    get type(): string {
      return this.#type;
    }
    get bubbles(): boolean {
      return this.#bubbles;
    }
    get cancelable(): boolean {
      return this.#cancelable;
    }
    get composed(): boolean {
      return this.#composed;
    }
    get timeStamp(): number {
      return this.#timeStamp;
    }
    get defaultPrevented(): boolean {
      return this.#cancelable && this.#defaultPrevented;
    }
    get returnValue(): boolean {
      return !this.#cancelable || !this.#defaultPrevented;
    }
    get cancelBubble(): boolean {
      return this.#propagationStopped;
    }
    set cancelBubble(value: unknown) {
      if (value) this.#propagationStopped = true;
    }
    get target(): unknown {
      return this.#target;
    }
    get srcElement(): unknown {
      return this.#target;
    }
    get currentTarget(): unknown {
      return this.#dispatching ? this.#target : null;
    }
    get isTrusted(): boolean {
      return this.#trusted;
    }
    get eventPhase(): number {
      return this.#dispatching ? 2 : 0;
    }
    composedPath(): unknown[] {
      return this.#dispatching ? [this.#target] : [];
    }
    preventDefault(): void {
      this.#defaultPrevented = true;
    }
    stopPropagation(): void {
      this.#propagationStopped = true;
    }
    stopImmediatePropagation(): void {
      this.#stopped = true;
    }
    [CUSTOM](depth: number): unknown {
      if (depth < 0) return this;
      const { type, defaultPrevented, cancelable, timeStamp } = this;
      return `${this.constructor.name} ${inspect({ type, defaultPrevented, cancelable, timeStamp })}`;
    }
    static isStopped(event: VirtualEventClass): boolean {
      return event.#stopped;
    }
    static isDispatching(event: VirtualEventClass): boolean {
      return event.#dispatching;
    }
    static begin(event: VirtualEventClass, target: unknown): void {
      event.#target = target;
      event.#dispatching = true;
    }
    static end(event: VirtualEventClass): void {
      event.#dispatching = false;
    }
  }
  const { isStopped, isDispatching, begin, end } = VirtualEventClass;
  for (const own of ["isStopped", "isDispatching", "begin", "end"]) Reflect.deleteProperty(VirtualEventClass, own);
  for (const [phase, name] of ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"].entries()) {
    Object.defineProperty(VirtualEventClass, name, { value: phase, enumerable: true });
  }

  class VirtualCustomEvent extends VirtualEventClass {
    readonly detail: unknown;
    constructor(...given: readonly [unknown?, unknown?]) {
      super(...given);
      const [, init] = given;
      this.detail = option(init, "detail") ?? null;
    }
  }

  class VirtualMessageEvent extends VirtualEventClass {
    readonly data: unknown;
    readonly origin: string;
    readonly lastEventId: string;
    readonly source: unknown;
    readonly ports: unknown;
    constructor(...given: readonly [unknown?, unknown?]) {
      super(...given);
      const [, init] = given;
      this.data = isObject(init) && "data" in init ? get(init, "data") : null;
      this.origin = String(option(init, "origin") ?? "");
      this.lastEventId = String(option(init, "lastEventId") ?? "");
      this.source = option(init, "source") ?? null;
      this.ports = option(init, "ports") ?? [];
    }
  }

  class VirtualTarget {
    addEventListener(...given: readonly [unknown?, unknown?, unknown?]): void {
      realm.check();
      if (given.length < 2) throw missingArguments("type", "listener");
      const [type, listener, options] = given;
      const signal = option(options, "signal");
      checkSignal("options.signal", signal);
      if (isObject(signal) && get(signal, "aborted") === true) return;
      const name = String(type);
      const capture = typeof options === "boolean" ? options : Boolean(option(options, "capture"));
      if (isObject(signal)) {
        const add = get(signal, "addEventListener");
        const remove = () => this.removeEventListener(name, listener, { capture });
        if (isCallable(add)) add.call(signal, "abort", remove, { once: true, [RESISTS_STOP]: true });
      }
      if (listener === null || listener === undefined) {
        const text = `addEventListener called with ${String(listener)} which has no effect.`;
        const warning = Object.assign(new Error(text), { target: this, type });
        warning.name = "AddEventListenerArgumentTypeWarning";
        realm.warn(warning);
        return;
      }
      if (!isObject(listener)) throw invalidType("listener", "an instance of EventListener", listener);
      const list = listOf(this);
      if (list.some((entry) => entry.type === name && entry.listener === listener && entry.capture === capture)) return;
      const once = Boolean(option(options, "once"));
      const resists = isObject(options) && get(options, RESISTS_STOP) === true;
      const entry = { type: name, listener, capture, once, resists, removed: false };
      list.push(entry);
      changed(this, name);
      warnOfMany(this, name);
      realm.hint(() => (entry.removed ? undefined : { kind: "event", text: `the '${name}' event` }));
    }
    removeEventListener(...given: readonly [unknown?, unknown?, unknown?]): void {
      if (given.length < 2) throw missingArguments("type", "listener");
      const [type, listener, options] = given;
      const name = String(type);
      const capture = typeof options === "boolean" ? options : Boolean(option(options, "capture"));
      remove(this, (entry) => entry.type === name && entry.listener === listener && entry.capture === capture);
    }
    dispatchEvent(event: unknown): boolean {
      realm.check();
      if (!(event instanceof VirtualEventClass)) throw invalidType("event", "an instance of Event", event);
      if (isDispatching(event))
        throw codedError(Error, "ERR_EVENT_RECURSION", `The event "${event.type}" is already being dispatched`);
      dispatch(this, event, false);
      return !event.defaultPrevented;
    }
  }

  const limits = new WeakMap<object, number>();
  const warned = new WeakSet<object>();
  const limitOf = (target: object) => limits.get(target) ?? MAX_LISTENERS;
  const warnOfMany = (target: object, type: string) => {
    const limit = limitOf(target);
    if (limit === 0 || warned.has(target)) return;
    const present = count(target, type);
    if (present <= limit) return;
    warned.add(target);
    const text =
      `Possible EventTarget memory leak detected. ${present} ${type} listeners added to ` +
      `${inspect(target, { depth: -1 })}. MaxListeners is ${limit}. Use events.setMaxListeners() to increase limit`;
    const warning = Object.assign(new Error(text), { target, type, count: present });
    warning.name = "MaxListenersExceededWarning";
    realm.warn(warning);
  };

  const dispatch = (target: VirtualTarget, event: VirtualEventClass, deep: boolean): unknown => {
    begin(event, target);
    return dispatchTo(target, event, [...listOf(target)], deep);
  };
  /** Node reports an error from a tick of its own, so that the other listeners still run. */
  const failed = (error: unknown) => {
    realm.check();
    realm.jobs.tick(realm.tasks.capture(), () => {
      throw error;
    });
  };
  /** What an async listener rejects with is reported the same way. */
  const watch = (result: unknown) => {
    const then = isObject(result) ? get(result, "then") : undefined;
    if (isCallable(then)) then.call(result, undefined, failed);
  };
  /** `deep`: the event loop dispatches, so that a listener may stop in the middle. */
  const dispatchTo = (
    target: VirtualTarget,
    event: VirtualEventClass,
    list: Registration[],
    deep: boolean,
  ): unknown => {
    for (let entry = list.shift(); entry !== undefined; entry = list.shift()) {
      const registered = entry;
      if (entry.type !== event.type || entry.removed || (isStopped(event) && !entry.resists)) continue;
      if (entry.once) remove(target, (candidate) => candidate === registered);
      const { listener } = entry;
      const own = isCallable(listener);
      try {
        const handle = isObject(listener) && !own ? get(listener, "handleEvent") : listener;
        const result = !isCallable(handle)
          ? undefined
          : deep
            ? realm.call(handle, own ? target : listener, [event])
            : handle.call(own ? target : listener, event);
        if (result === SUSPENDED) {
          realm.suspensions.defer((inner) => {
            if (inner.kind === "throw") failed(inner.error);
            end(event);
            return dispatchTo(target, event, list, deep);
          });
          return SUSPENDED;
        }
        // Node takes the event for dispatched after its first listener.
        end(event);
        watch(result);
      } catch (error) {
        realm.check();
        // An object's `handleEvent` is called from an async function there.
        if (own) failed(error);
        else {
          end(event);
          realm.jobs.microtask(realm.tasks.capture(), () => failed(error));
        }
      }
    }
    end(event);
    return undefined;
  };

  const remove = (target: object, matches: (entry: Registration) => boolean) => {
    const list = listOf(target);
    const index = list.findIndex(matches);
    const entry = list[index];
    if (entry === undefined) return;
    entry.removed = true;
    list.splice(index, 1);
    changed(target, entry.type);
  };

  class VirtualDOMException extends Error {
    readonly code: number;
    constructor(message = "", name: unknown = "Error") {
      super(message);
      const shown = isObject(name) ? String(option(name, "name") ?? "Error") : String(name);
      Object.defineProperty(this, "name", { value: shown, configurable: true, writable: true, enumerable: false });
      this.code = CODES[shown] ?? 0;
      Object.defineProperty(this, "code", { enumerable: false });
    }
  }

  tag(VirtualEventClass, "Event");
  tag(VirtualTarget, "EventTarget");
  tag(VirtualDOMException, "DOMException");
  rename(VirtualEventClass, "Event");
  rename(VirtualCustomEvent, "CustomEvent");
  rename(VirtualMessageEvent, "MessageEvent");
  rename(VirtualTarget, "EventTarget");
  rename(VirtualDOMException, "DOMException");
  return {
    Event: VirtualEventClass,
    CustomEvent: VirtualCustomEvent,
    MessageEvent: VirtualMessageEvent,
    EventTarget: VirtualTarget,
    DOMException: VirtualDOMException,
    observe: (target, callback) => observers.set(target, callback),
    count,
    listeners: (target, type) =>
      listOf(target)
        .filter((entry) => entry.type === type)
        .map((entry) => entry.listener),
    setLimit(target, limit) {
      limits.set(target, limit);
      warned.delete(target);
    },
    limitOf,
    deliver(target, event) {
      if (!(target instanceof VirtualTarget) || !(event instanceof VirtualEventClass)) return undefined;
      return dispatch(target, event, true);
    },
  };
}

/** An event handler attribute of a class, such as `onmessage` (HTML, 8.1.8.1): at most one listener, in the place where it was set. */
export function defineHandler(Class: { readonly prototype: VirtualEventTarget }, type: string): void {
  const handlers = new WeakMap<object, unknown>();
  Object.defineProperty(Class.prototype, `on${type}`, {
    get(this: object) {
      return handlers.get(this) ?? null;
    },
    set(this: VirtualEventTarget, handler: unknown) {
      const before = handlers.get(this);
      if (isCallable(before)) this.removeEventListener(type, before);
      handlers.set(this, handler);
      if (isCallable(handler)) this.addEventListener(type, handler);
    },
    configurable: true,
  });
}

/** Gives a class the name that user code sees. */
export function rename(target: object, name: string): void {
  Object.defineProperty(target, "name", { value: name, configurable: true });
}

/** What `Object.prototype.toString` calls the instances of a class. */
export function tag(Class: { readonly prototype: object }, name: string): void {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
}
