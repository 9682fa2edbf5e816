// `AbortController` and `AbortSignal` (DOM Standard, clause 3).

import { codedError, get, isCallable, isObject } from "../runtime/values";
import { defineHandler, type EventClasses, rename, TRUSTED, tag, type VirtualEventTarget } from "./event-target";
import { inspect } from "./inspect";
import type { Realm } from "./realm";
import type { TimersApi } from "./timers-api";
import { checkUint32, invalidType } from "./validate";

export interface AbortClasses {
  readonly AbortController: new () => { readonly signal: object; abort(reason?: unknown): void };
  readonly AbortSignal: object;
}

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

export function createAbortClasses(realm: Realm, events: EventClasses, timers: TimersApi): AbortClasses {
  let constructing = false;
  const make = (): VirtualSignal => {
    constructing = true;
    const signal = new VirtualSignal();
    constructing = false;
    events.setLimit(signal, 0);
    return signal;
  };

  class VirtualSignal extends events.EventTarget {
    #aborted = false;
    #reason: unknown = undefined;
    readonly #dependents: VirtualSignal[] = [];
    /** Of a signal made by `AbortSignal.any`. */
    #sources: readonly VirtualSignal[] | undefined;

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
    [CUSTOM](depth: number): unknown {
      return depth < 0 ? this : `${this.constructor.name} ${inspect({ aborted: this.aborted })}`;
    }
    static abortSignal(signal: VirtualSignal, reason: unknown): void {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason;
      signal.dispatchEvent(new events.Event("abort", { [TRUSTED]: true }));
      for (const dependent of signal.#dependents) abortSignal(dependent, signal.#reason);
    }
    /** Through what the source itself depends on, where it does: the dependents of a signal are one level. */
    static follow(dependent: VirtualSignal, source: VirtualSignal): void {
      for (const each of source.#sources ?? [source]) {
        if (dependent.#sources?.includes(each)) continue;
        dependent.#sources = [...(dependent.#sources ?? []), each];
        each.#dependents.push(dependent);
      }
      dependent.#sources ??= [];
    }
  }
  rename(VirtualSignal, "AbortSignal");
  defineHandler(VirtualSignal, "abort");
  tag(VirtualSignal, "AbortSignal");
  const { abortSignal, follow } = VirtualSignal;
  Reflect.deleteProperty(VirtualSignal, "abortSignal");
  Reflect.deleteProperty(VirtualSignal, "follow");
  const defaultReason = () => new events.DOMException("This operation was aborted", "AbortError");
  const statics: Record<string, unknown> = {
    abort(reason: unknown = defaultReason()) {
      const signal = make();
      abortSignal(signal, reason);
      return signal;
    },
    timeout(milliseconds: unknown) {
      checkUint32("delay", milliseconds);
      const signal = make();
      const run = () =>
        abortSignal(signal, new events.DOMException("The operation was aborted due to timeout", "TimeoutError"));
      // It does not keep the process alive.
      timers.start(milliseconds, "AbortSignal.timeout", run, false);
      return signal;
    },
    any(signals: unknown) {
      const result = make();
      if (!isObject(signals) || !isCallable(get(signals, Symbol.iterator)))
        throw invalidType("signals", "an instance of Array", signals);
      const sources = Array.from(Object(signals), (signal, index) => {
        if (!(signal instanceof VirtualSignal))
          throw invalidType(`signals[${index}]`, "an instance of AbortSignal", signal);
        return signal;
      });
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
    [CUSTOM](depth: number): unknown {
      return depth < 0 ? this : `${this.constructor.name} ${inspect({ signal: this.signal })}`;
    }
    abort(reason: unknown = defaultReason()): void {
      realm.check();
      abortSignal(this.#signal, reason);
    }
  }
  rename(VirtualController, "AbortController");
  tag(VirtualController, "AbortController");
  return { AbortController: VirtualController, AbortSignal: VirtualSignal };
}
