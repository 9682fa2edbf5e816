// `setTimeout`, `setInterval`, `setImmediate` and what they return, as in Node's `timers` module.

import type { Ticks } from "../machine";
import { TICKS_PER_MILLISECOND } from "../machine";
import { isCallable, isObject } from "../runtime/values";
import type { Wait } from "../trace/trace";
import type { LoopJob } from "./event-loop";
import { rename } from "./event-target";
import { disposeSymbol } from "./event-waits";
import type { Realm } from "./realm";
import type { Timer } from "./timers";
import { invalidType } from "./validate";

/** Longest duration that Node takes; anything else becomes 1 ms. */
const LONGEST = 2 ** 31 - 1;

export interface TimersApi {
  setTimeout(callback: unknown, delay?: unknown, ...args: unknown[]): object;
  setInterval(callback: unknown, delay?: unknown, ...args: unknown[]): object;
  setImmediate(callback: unknown, ...args: unknown[]): object;
  clearTimeout(timer: unknown): void;
  clearInterval(timer: unknown): void;
  clearImmediate(immediate: unknown): void;
  /** A timer of the platform's own; `cancel` takes it back. */
  start(
    milliseconds: unknown,
    label: string,
    run: () => void,
    referenced: boolean,
    repeat?: boolean,
  ): { readonly wait: () => Wait | undefined; readonly cancel: () => void };
  /** The same on the check phase. */
  startImmediate(run: () => void, referenced: boolean): { readonly cancel: () => void };
}

/** The functions of `timers` that are globals, too. */
export const CALLBACK_TIMERS = [
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
] as const satisfies readonly (keyof TimersApi)[];

/** The loop callback of a timer whose time has come. */
export function timerJob(realm: () => Realm, timer: Timer): LoopJob {
  let start = 0;
  return {
    context: timer.context,
    run() {
      start = realm().loop.time();
      realm().emit({ kind: "timer-fire", timer: timer.id });
      if (!timer.repeat) timer.active = false;
      return timer.run();
    },
    after() {
      const { loop } = realm();
      if (timer.repeat && timer.active) loop.timers.insert(timer, start);
      loop.fired();
    },
  };
}

export function createTimersApi(realm: Realm): TimersApi {
  /** Those whose number the program has asked for. */
  const byId = new Map<number, VirtualTimeout>();

  class VirtualTimeout {
    readonly #timer: Timer;
    constructor(timer: Timer) {
      this.#timer = timer;
    }
    static timerOf(value: unknown): Timer | undefined {
      return isObject(value) && #timer in value ? value.#timer : undefined;
    }
    ref(): this {
      this.#timer.referenced = true;
      return this;
    }
    unref(): this {
      this.#timer.referenced = false;
      return this;
    }
    hasRef(): boolean {
      return this.#timer.referenced;
    }
    refresh(): this {
      if (this.#timer.cleared) return this;
      realm.loop.timers.insert(this.#timer, realm.loop.time());
      noteStart(this.#timer);
      return this;
    }
    close(): this {
      clearTimeout(this);
      return this;
    }
    [Symbol.toPrimitive](): number {
      byId.set(this.#timer.id, this);
      return this.#timer.id;
    }
    get _idleTimeout(): number {
      return this.#timer.cleared ? -1 : this.#timer.given;
    }
    get _repeat(): number | null {
      return this.#timer.repeat ? this.#timer.given : null;
    }
    get _destroyed(): boolean {
      return !this.#timer.active;
    }
  }
  defineDispose(VirtualTimeout, (timer) => clearTimeout(timer));
  rename(VirtualTimeout, "Timeout");
  const timerOf = VirtualTimeout.timerOf;
  Reflect.deleteProperty(VirtualTimeout, "timerOf");

  class VirtualImmediate {
    readonly #immediate: { active: boolean; referenced: boolean };
    constructor(immediate: { active: boolean; referenced: boolean }) {
      this.#immediate = immediate;
    }
    static cancel(value: unknown): void {
      if (isObject(value) && #immediate in value) value.#immediate.active = false;
      // Node marks whatever it is given, and a number cannot be marked.
      else if (value && !isObject(value))
        throw new TypeError(`Cannot create property '_destroyed' on ${typeof value} '${String(value)}'`);
    }
    ref(): this {
      this.#immediate.referenced = true;
      return this;
    }
    unref(): this {
      this.#immediate.referenced = false;
      return this;
    }
    hasRef(): boolean {
      return this.#immediate.active && this.#immediate.referenced;
    }
  }
  defineDispose(VirtualImmediate, (immediate) => clearImmediate(immediate));
  rename(VirtualImmediate, "Immediate");
  const clearImmediate = VirtualImmediate.cancel;
  Reflect.deleteProperty(VirtualImmediate, "cancel");

  const noteStart = (timer: Timer) => {
    const due: Ticks = (timer.start + timer.duration) * TICKS_PER_MILLISECOND;
    realm.emit({ kind: "timer-set", timer: timer.id, due, repeat: timer.repeat });
  };

  const start = (delay: unknown, label: string, run: () => unknown, repeat: boolean, referenced = true): Timer => {
    realm.check();
    const given = millisecondsOf(delay);
    const duration = Math.trunc(given);
    const timer: Timer = {
      id: realm.world.nextTimer++,
      duration,
      given,
      cleared: false,
      start: realm.loop.time(),
      active: true,
      referenced,
      repeat,
      run,
      context: { task: undefined, waker: undefined, store: realm.tasks.store() },
      site: realm.site,
      label: `${label}(${duration} ms)`,
    };
    realm.loop.timers.insert(timer, realm.loop.time());
    noteStart(timer);
    return timer;
  };

  const waitOf = (timer: Timer) => (): Wait | undefined =>
    timer.active ? { kind: "timer", text: timer.label } : undefined;

  const armed = (
    callback: unknown,
    delay: unknown,
    args: readonly unknown[],
    label: string,
    repeat: boolean,
  ): object => {
    if (!isCallable(callback)) throw notAFunction(callback);
    const timer = start(delay, label, () => realm.call(callback, timeout, [...args]), repeat);
    const timeout = new VirtualTimeout(timer);
    realm.hint(waitOf(timer));
    // `setTimeout(resolve, 5)` with the resolving function of an earlier promise.
    const origin = realm.promises.settledBy(callback)?.origin;
    if (origin?.kind === "executor") origin.hints.push(waitOf(timer));
    return timeout;
  };

  const clearTimeout = (value: unknown) => {
    const found = typeof value === "number" || typeof value === "string" ? byId.get(Number(value)) : value;
    const timer = timerOf(found);
    if (timer === undefined) return;
    realm.loop.timers.remove(timer);
    timer.cleared = true;
    byId.delete(timer.id);
  };

  /** A duration as Node takes it; what is no number throws as arithmetic with it does. */
  const millisecondsOf = (delay: unknown): number => {
    if (typeof delay === "bigint") throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
    const given = Number(delay);
    if (given >= 1 && given <= LONGEST) return given;
    if (given > LONGEST) {
      const warning = new Error(`${given} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`);
      warning.name = "TimeoutOverflowWarning";
      realm.warn(warning);
    }
    return 1;
  };

  return {
    setTimeout: (callback, delay, ...args) => armed(callback, delay, args, "setTimeout", false),
    setInterval: (callback, delay, ...args) => armed(callback, delay, args, "setInterval", true),
    setImmediate(callback, ...args) {
      realm.check();
      if (!isCallable(callback)) throw notAFunction(callback);
      const job = realm.job((): unknown => realm.call(callback, object, args));
      const immediate = { active: true, referenced: true, job, site: realm.site };
      const object: object = new VirtualImmediate(immediate);
      realm.loop.setImmediate(immediate);
      return object;
    },
    clearTimeout,
    clearInterval: (value) => clearTimeout(value),
    clearImmediate,
    start(milliseconds, label, run, referenced, repeat = false) {
      const timer = start(milliseconds, label, run, repeat, referenced);
      return { wait: waitOf(timer), cancel: () => realm.loop.timers.remove(timer) };
    },
    startImmediate(run, referenced) {
      const immediate = { active: true, referenced, job: realm.job(run), site: realm.site };
      realm.loop.setImmediate(immediate);
      return {
        cancel() {
          immediate.active = false;
        },
      };
    },
  };
}

/** What Node throws where a callback is no function. */
export function notAFunction(callback: unknown): Error {
  return invalidType("callback", "of type function", callback);
}

/** `using` of a timer. */
function defineDispose(Class: { readonly prototype: object }, dispose: (timer: unknown) => void): void {
  const value = function (this: unknown) {
    dispose(this);
  };
  Object.defineProperty(Class.prototype, disposeSymbol(), { value, writable: true, configurable: true });
}
