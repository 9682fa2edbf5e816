// `setTimeout`, `setInterval`, `setImmediate` and what they return, as in Node's `timers` module.

import { codedError, isCallable, isObject } from "../runtime/values";
import type { Ticks } from "../machine";
import { TICKS_PER_MILLISECOND } from "../machine";
import type { LoopJob } from "./event-loop";
import { describeType } from "./events";
import { rename } from "./event-target";
import type { Realm } from "./realm";
import type { Timer } from "./timers";
import type { Wait } from "../trace/trace";

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
  return {
    context: timer.context,
    run() {
      realm().emit({ kind: "timer-fire", timer: timer.id });
      if (!timer.repeat) timer.active = false;
      return timer.run();
    },
    after() {
      const { loop } = realm();
      if (timer.repeat && timer.active) loop.timers.insert(timer, loop.time());
      loop.timers.fired(loop.time());
    },
  };
}

export function createTimersApi(realm: Realm): TimersApi {
  const byId = new Map<number, VirtualTimeout>();

  class VirtualTimeout {
    readonly #timer: Timer;
    constructor(timer: Timer) {
      this.#timer = timer;
      byId.set(timer.id, this);
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
      realm.loop.timers.insert(this.#timer, realm.loop.time());
      noteStart(this.#timer);
      return this;
    }
    close(): this {
      clear(this);
      return this;
    }
    [Symbol.toPrimitive](): number {
      return this.#timer.id;
    }
  }
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
      return this.#immediate.referenced;
    }
  }
  rename(VirtualImmediate, "Immediate");
  const cancelImmediate = VirtualImmediate.cancel;
  Reflect.deleteProperty(VirtualImmediate, "cancel");

  const noteStart = (timer: Timer) => {
    const due: Ticks = (timer.start + timer.duration) * TICKS_PER_MILLISECOND;
    realm.emit({ kind: "timer-set", timer: timer.id, due, repeat: timer.repeat });
  };

  const start = (delay: unknown, label: string, run: () => unknown, repeat: boolean, referenced = true): Timer => {
    realm.check();
    const wanted = Number(delay ?? 1);
    const duration = wanted >= 1 && wanted <= LONGEST ? Math.trunc(wanted) : 1;
    const timer: Timer = {
      id: realm.world.nextTimer++,
      duration,
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

  const clear = (value: unknown) => {
    const found = typeof value === "number" || typeof value === "string" ? byId.get(Number(value)) : value;
    const timer = timerOf(found);
    if (timer === undefined) return;
    realm.loop.timers.remove(timer);
    byId.delete(timer.id);
  };

  return {
    setTimeout: (callback, delay, ...args) => armed(callback, delay, args, "setTimeout", false),
    setInterval: (callback, delay, ...args) => armed(callback, delay, args, "setInterval", true),
    setImmediate(callback, ...args) {
      realm.check();
      if (!isCallable(callback)) throw notAFunction(callback);
      const immediate = {
        active: true,
        referenced: true,
        job: realm.job(() => realm.call(callback, undefined, args)),
        site: realm.site,
      };
      realm.loop.setImmediate(immediate);
      return new VirtualImmediate(immediate);
    },
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: cancelImmediate,
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
  return codedError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The "callback" argument must be of type function. Received ${describeType(callback)}`,
  );
}
