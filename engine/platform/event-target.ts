// `Event`, `EventTarget` and the classes built on them (DOM Standard, clause 2), for one thread.

import { codedError, get, isCallable, isObject, option } from "../runtime/values";
import { SUSPENDED } from "../runtime/suspension";
import type { Realm } from "./realm";

interface Registration {
  readonly type: string;
  readonly listener: unknown;
  readonly capture: boolean;
  readonly once: boolean;
  removed: boolean;
}

export interface VirtualEvent {
  readonly type: string;
}

export interface VirtualEventTarget {
  addEventListener(type: unknown, listener: unknown, options?: unknown): void;
  removeEventListener(type: unknown, listener: unknown, options?: unknown): void;
  dispatchEvent(event: unknown): boolean;
}

export interface EventClasses {
  readonly Event: new (type: string, init?: unknown) => VirtualEvent;
  readonly CustomEvent: new (type: string, init?: unknown) => VirtualEvent;
  readonly MessageEvent: new (type: string, init?: unknown) => VirtualEvent;
  readonly EventTarget: new () => VirtualEventTarget;
  readonly DOMException: new (message?: string, name?: unknown) => Error;
  /** Called with the type and the new number of listeners when a target's registrations change. */
  observe(target: object, changed: (type: string, count: number) => void): void;
  count(target: object, type: string): number;
  /** Dispatches an event from the event loop; gives `SUSPENDED` where a listener stops in the middle. */
  deliver(target: VirtualEventTarget, event: VirtualEvent): unknown;
}

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
    readonly type: string;
    readonly bubbles: boolean;
    readonly cancelable: boolean;
    readonly composed: boolean;
    readonly timeStamp: number;
    defaultPrevented = false;
    cancelBubble = false;
    target: unknown = null;
    currentTarget: unknown = null;
    #stopped = false;

    constructor(type: string, init?: unknown) {
      this.type = String(type);
      this.bubbles = Boolean(option(init, "bubbles"));
      this.cancelable = Boolean(option(init, "cancelable"));
      this.composed = Boolean(option(init, "composed"));
      this.timeStamp = timeStamps.recorder.now() / 1000;
    }

    get srcElement(): unknown {
      return this.target;
    }
    get isTrusted(): boolean {
      return false;
    }
    get eventPhase(): number {
      return this.currentTarget === null ? 0 : 2;
    }
    composedPath(): unknown[] {
      return this.currentTarget === null ? [] : [this.currentTarget];
    }
    preventDefault(): void {
      if (this.cancelable) this.defaultPrevented = true;
    }
    stopPropagation(): void {
      this.cancelBubble = true;
    }
    stopImmediatePropagation(): void {
      this.#stopped = true;
    }
    static isStopped(event: VirtualEventClass): boolean {
      return event.#stopped;
    }
  }
  const isStopped = VirtualEventClass.isStopped;
  Reflect.deleteProperty(VirtualEventClass, "isStopped");

  class VirtualCustomEvent extends VirtualEventClass {
    readonly detail: unknown;
    constructor(type: string, init?: unknown) {
      super(type, init);
      this.detail = option(init, "detail") ?? null;
    }
  }

  class VirtualMessageEvent extends VirtualEventClass {
    readonly data: unknown;
    readonly origin: string;
    readonly lastEventId: string;
    readonly source: unknown;
    readonly ports: unknown;
    constructor(type: string, init?: unknown) {
      super(type, init);
      this.data = isObject(init) && "data" in init ? get(init, "data") : null;
      this.origin = String(option(init, "origin") ?? "");
      this.lastEventId = String(option(init, "lastEventId") ?? "");
      this.source = option(init, "source") ?? null;
      this.ports = option(init, "ports") ?? [];
    }
  }

  class VirtualTarget {
    addEventListener(type: unknown, listener: unknown, options?: unknown): void {
      realm.check();
      if (listener === null || listener === undefined) return;
      const name = String(type);
      const capture = typeof options === "boolean" ? options : Boolean(option(options, "capture"));
      const list = listOf(this);
      if (list.some((entry) => entry.type === name && entry.listener === listener && entry.capture === capture)) return;
      const signal = option(options, "signal");
      if (isObject(signal) && get(signal, "aborted") === true) return;
      const entry = { type: name, listener, capture, once: Boolean(option(options, "once")), removed: false };
      list.push(entry);
      changed(this, name);
      realm.hint(() => (entry.removed ? undefined : { kind: "event", text: `the '${name}' event` }));
      if (isObject(signal)) {
        const add = get(signal, "addEventListener");
        if (isCallable(add))
          add.call(signal, "abort", () => this.removeEventListener(name, listener, options), { once: true });
      }
    }
    removeEventListener(type: unknown, listener: unknown, options?: unknown): void {
      const name = String(type);
      const capture = typeof options === "boolean" ? options : Boolean(option(options, "capture"));
      remove(this, (entry) => entry.type === name && entry.listener === listener && entry.capture === capture);
    }
    dispatchEvent(event: unknown): boolean {
      realm.check();
      if (!(event instanceof VirtualEventClass)) {
        throw codedError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "event" argument must be an instance of Event.');
      }
      dispatch(this, event, false);
      return !event.defaultPrevented;
    }
  }

  const dispatch = (target: VirtualTarget, event: VirtualEventClass, deep: boolean): unknown => {
    event.target = target;
    event.currentTarget = target;
    return dispatchTo(target, event, [...listOf(target)], deep);
  };
  /** `deep`: the event loop dispatches, so that a listener may stop in the middle. */
  const dispatchTo = (
    target: VirtualTarget,
    event: VirtualEventClass,
    list: Registration[],
    deep: boolean,
  ): unknown => {
    const failed = (error: unknown) => {
      realm.check();
      // Node reports it from a tick of its own, so that the other listeners still run.
      realm.jobs.tick(realm.tasks.capture(), () => {
        throw error;
      });
    };
    for (let entry = list.shift(); entry !== undefined; entry = list.shift()) {
      const registered = entry;
      if (entry.type !== event.type || entry.removed) continue;
      if (entry.once) remove(target, (candidate) => candidate === registered);
      const { listener } = entry;
      try {
        const handle = isObject(listener) && !isCallable(listener) ? get(listener, "handleEvent") : listener;
        const self = isCallable(listener) ? target : listener;
        if (isCallable(handle) && (deep ? realm.call(handle, self, [event]) : handle.call(self, event)) === SUSPENDED) {
          realm.suspensions.defer((inner) => {
            if (inner.kind === "throw") failed(inner.error);
            return isStopped(event) ? undefined : dispatchTo(target, event, list, deep);
          });
          return SUSPENDED;
        }
      } catch (error) {
        failed(error);
      }
      if (isStopped(event)) break;
    }
    event.currentTarget = null;
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
