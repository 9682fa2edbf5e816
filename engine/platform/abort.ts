// `AbortController` and `AbortSignal` (DOM Standard, clause 3).

import { codedError, get, isCallable, isObject } from "../runtime/values";
import { defineHandler, type EventClasses, rename, tag, type VirtualEventTarget } from "./event-target";
import type { Realm } from "./realm";
import type { TimersApi } from "./timers-api";

export interface AbortClasses {
  readonly AbortController: new () => { readonly signal: object; abort(reason?: unknown): void };
  readonly AbortSignal: object;
}

export function createAbortClasses(realm: Realm, events: EventClasses, timers: TimersApi): AbortClasses {
  let constructing = false;
  const make = (): VirtualSignal => {
    constructing = true;
    const signal = new VirtualSignal();
    constructing = false;
    return signal;
  };

  class VirtualSignal extends events.EventTarget {
    #aborted = false;
    #reason: unknown = undefined;
    readonly #dependents: VirtualSignal[] = [];

    constructor() {
      super();
      if (!constructing) throw codedError(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    }
    get aborted(): boolean {
      return this.#aborted;
    }
    get reason(): unknown {
      return this.#reason;
    }
    throwIfAborted(): void {
      if (this.#aborted) throw this.#reason;
    }
    static abortSignal(signal: VirtualSignal, reason: unknown): void {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason ?? new events.DOMException("This operation was aborted", "AbortError");
      signal.dispatchEvent(new events.Event("abort"));
      for (const dependent of signal.#dependents) abortSignal(dependent, signal.#reason);
    }
    static follow(dependent: VirtualSignal, source: VirtualSignal): void {
      source.#dependents.push(dependent);
    }
  }
  rename(VirtualSignal, "AbortSignal");
  defineHandler(VirtualSignal, "abort");
  tag(VirtualSignal, "AbortSignal");
  const { abortSignal, follow } = VirtualSignal;
  Reflect.deleteProperty(VirtualSignal, "abortSignal");
  Reflect.deleteProperty(VirtualSignal, "follow");
  const statics: Record<string, unknown> = {
    abort(reason?: unknown) {
      const signal = make();
      abortSignal(signal, reason);
      return signal;
    },
    timeout(milliseconds: unknown) {
      const signal = make();
      const run = () =>
        abortSignal(signal, new events.DOMException("The operation was aborted due to timeout", "TimeoutError"));
      // It does not keep the process alive.
      timers.start(milliseconds, "AbortSignal.timeout", run, false);
      return signal;
    },
    any(signals: unknown) {
      const result = make();
      if (!isObject(signals) || !isCallable(get(signals, Symbol.iterator))) {
        throw codedError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "signals" argument must be an iterable');
      }
      const sources = Array.from(Object(signals)).filter((signal) => signal instanceof VirtualSignal);
      const aborted = sources.find((signal) => signal.aborted);
      if (aborted !== undefined) abortSignal(result, aborted.reason);
      else for (const source of sources) follow(result, source);
      return result;
    },
  };
  for (const [name, value] of Object.entries(statics)) {
    Object.defineProperty(VirtualSignal, name, { value, writable: true, configurable: true });
  }

  class VirtualController {
    readonly #signal = make();
    get signal(): VirtualEventTarget {
      return this.#signal;
    }
    abort(reason?: unknown): void {
      realm.check();
      abortSignal(this.#signal, reason);
    }
  }
  rename(VirtualController, "AbortController");
  tag(VirtualController, "AbortController");
  return { AbortController: VirtualController, AbortSignal: VirtualSignal };
}
