// `node:timers/promises`: timers as promises and as an async iterator.

import type { PromiseRecord } from "../../runtime/promise-record";
import { get, isCallable, isObject, option } from "../../runtime/values";
import type { Wait } from "../../trace/trace";
import { RESISTS_STOP } from "../event-target";
import { abortError } from "../event-waits";
import type { Realm } from "../realm";
import type { TimersApi } from "../timers-api";
import { checkBoolean, checkNumber, checkOptions, checkSignal } from "../validate";

export function createTimersPromises(realm: Realm, timers: TimersApi): object {
  const cancellable = (
    check: () => void,
    options: unknown,
    wait: () => Wait,
    start: (settle: (value: unknown) => void) => { readonly cancel: () => void },
  ): object => {
    realm.check();
    const { promise, record } = realm.pending(wait);
    try {
      check();
      checkAll(options);
    } catch (error) {
      realm.promises.reject(record, error);
      return promise;
    }
    const signal = option(options, "signal");
    if (isObject(signal) && get(signal, "aborted") === true) {
      realm.promises.reject(record, abortError(get(signal, "reason")));
      return promise;
    }
    const abort = () => {
      if (record.state !== "pending") return;
      timer.cancel();
      realm.promises.reject(record, abortError(isObject(signal) ? get(signal, "reason") : undefined));
    };
    const timer = start((value) => realm.promises.resolve(record, value));
    if (!isObject(signal)) return promise;
    call(signal, "addEventListener", "abort", abort, { [RESISTS_STOP]: true });
    return finallyAsNode(realm, promise, record, () => call(signal, "removeEventListener", "abort", abort));
  };

  const setTimeout = (delay?: unknown, value?: unknown, options?: unknown) => {
    const text = `setTimeout(${shown(delay)} ms) of timers/promises`;
    return cancellable(
      () => checkDelay(delay),
      options,
      () => ({ kind: "timer", text }),
      (settle) => timers.start(delay, "setTimeout", () => settle(value), option(options, "ref") !== false),
    );
  };
  const setImmediate = (value?: unknown, options?: unknown) =>
    cancellable(
      () => undefined,
      options,
      () => ({ kind: "timer", text: "setImmediate of timers/promises" }),
      (settle) => timers.startImmediate(() => settle(value), option(options, "ref") !== false),
    );

  const setInterval = (delay?: unknown, value?: unknown, options?: unknown) => {
    const signal = option(options, "signal");
    let ready = 0;
    let finished = false;
    /** Settles the request that waits, if one does. */
    let waiting: (() => void) | undefined;
    const aborted = () => isObject(signal) && get(signal, "aborted") === true;
    const timer = timers.start(
      delay,
      "setInterval",
      () => {
        ready++;
        waiting?.();
      },
      option(options, "ref") !== false,
      true,
    );
    const next = (): object => {
      const { promise, record } = realm.pending(() => ({ kind: "timer", text: `setInterval(${String(delay)} ms)` }));
      waiting = () => {
        waiting = undefined;
        if (isObject(signal) && aborted()) realm.promises.reject(record, abortError(get(signal, "reason")));
        else if (finished) realm.promises.resolve(record, { value: undefined, done: true });
        else {
          ready--;
          realm.promises.resolve(record, { value, done: false });
        }
      };
      if (ready > 0 || finished || aborted()) waiting();
      return promise;
    };
    const abort = () => {
      timer.cancel();
      waiting?.();
    };
    if (aborted()) abort();
    else if (isObject(signal)) call(signal, "addEventListener", "abort", abort, { once: true });
    const finish = (result?: unknown): object => {
      finished = true;
      timer.cancel();
      if (isObject(signal)) call(signal, "removeEventListener", "abort", abort);
      waiting?.();
      const { promise, record } = realm.promises.create(undefined);
      realm.promises.resolve(record, { value: result, done: true });
      return promise;
    };
    const iterator: Record<PropertyKey, unknown> = { next, return: finish };
    iterator[Symbol.asyncIterator] = () => iterator;
    return iterator;
  };

  return {
    setTimeout,
    setImmediate,
    setInterval,
    scheduler: {
      wait: (delay: unknown, options?: unknown) => setTimeout(delay, undefined, options),
      yield: () => setImmediate(),
    },
  };
}

function call(target: object, name: string, ...args: unknown[]): unknown {
  const method = get(target, name);
  return isCallable(method) ? method.apply(target, args) : undefined;
}

function checkDelay(delay: unknown): void {
  if (delay !== undefined) checkNumber("delay", delay);
}

function checkAll(options: unknown): void {
  checkOptions(options);
  checkSignal("options.signal", option(options, "signal"));
  checkBoolean("options.ref", option(options, "ref"));
}

function shown(delay: unknown): string {
  return typeof delay === "number" ? String(delay) : "1";
}

/**
 * `promise.finally(run)` as Node's own code does it (`SafePromisePrototypeFinally`): one promise more, and so as many
 * microtasks later.
 */
function finallyAsNode(realm: Realm, promise: object, record: PromiseRecord, run: () => void): object {
  const result = realm.promises.create({ kind: "then", source: record });
  const last = call(promise, "finally", run);
  if (isObject(last)) {
    const resolve = (value: unknown) => realm.promises.resolve(result.record, value);
    const reject = (reason: unknown) => realm.promises.reject(result.record, reason);
    call(last, "then", resolve, reject);
  }
  return result.promise;
}
