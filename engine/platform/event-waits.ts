// `once`, `on` and `addAbortListener` of Node's `events`: events as promises and as an async iterator.

import type { PromiseRecord } from "../runtime/promise-record";
import { codedError, get, isCallable, isError, isObject, option } from "../runtime/values";
import { RESISTS_STOP } from "./event-target";
import type { Realm } from "./realm";
import { checkFunction, checkNumber, checkSignal, invalidType, outOfRange } from "./validate";

export interface EventWaits {
  once(emitter: unknown, event: PropertyKey, options?: unknown): object;
  on(emitter: unknown, event: PropertyKey, options?: unknown): object;
  addAbortListener(signal: unknown, listener: unknown): object;
}

/** An option of `on` by which the iterator gives an event's first value alone, as `readline` asks for it. */
export const FIRST_PARAMETER = Symbol("first parameter");

export function createEventWaits(realm: Realm): EventWaits {
  const nameOf = (event: PropertyKey) => `the '${String(event)}' event`;

  const waitOnce = (emitter: unknown, event: PropertyKey, signal: unknown): object => {
    const { promise, record } = realm.pending(() => ({ kind: "event", text: nameOf(event) }));
    const cleanups: (() => void)[] = [];
    const settle = (how: () => void) => {
      if (record.state !== "pending") return;
      for (const cleanup of cleanups) cleanup();
      how();
    };
    listen(emitter, event, cleanups, (...args) => settle(() => realm.promises.resolve(record, args)), true);
    if (event !== "error" && isObject(emitter) && isCallable(get(emitter, "once"))) {
      listen(emitter, "error", cleanups, (error) => settle(() => realm.promises.reject(record, error)), true);
    }
    if (isObject(signal)) {
      const abort = () => settle(() => realm.promises.reject(record, abortError(get(signal, "reason"))));
      listen(signal, "abort", cleanups, abort, true);
    }
    return promise;
  };

  /** An async function in Node: what it throws rejects, and its promise follows the one inside. */
  const once = (emitter: unknown, event: PropertyKey, options?: unknown): object => {
    const { promise, record } = realm.promises.create(undefined);
    try {
      const signal = option(options, "signal");
      checkSignal("options.signal", signal);
      if (isObject(signal) && get(signal, "aborted") === true) throw abortError(get(signal, "reason"));
      realm.promises.resolve(record, waitOnce(emitter, event, signal));
    } catch (error) {
      realm.check();
      realm.promises.reject(record, error);
    }
    return promise;
  };

  const on = (emitter: unknown, event: PropertyKey, options?: unknown): object => {
    const signal = option(options, "signal");
    checkSignal("options.signal", signal);
    if (isObject(signal) && get(signal, "aborted") === true) throw abortError(get(signal, "reason"));
    const high = mark(options, ["highWaterMark", "highWatermark"], Number.MAX_SAFE_INTEGER);
    const low = mark(options, ["lowWaterMark", "lowWatermark"], 1);
    const buffered: unknown[] = [];
    const waiting: PromiseRecord[] = [];
    const cleanups: (() => void)[] = [];
    let failed: { readonly error: unknown } | undefined;
    let finished = false;
    let paused = false;
    const done = () => ({ value: undefined, done: true });
    const settled = (value: unknown) => {
      const { promise, record } = realm.promises.create(undefined);
      realm.promises.resolve(record, value);
      return promise;
    };
    const pause = (method: "pause" | "resume") => {
      paused = method === "pause";
      const call = isObject(emitter) ? get(emitter, method) : undefined;
      if (isCallable(call)) call.call(emitter);
    };
    const close = () => {
      for (const cleanup of cleanups.splice(0).reverse()) cleanup();
      finished = true;
      for (const record of waiting.splice(0)) realm.promises.resolve(record, done());
      return settled(done());
    };
    const fail = (error: unknown) => {
      const first = waiting.shift();
      if (first === undefined) failed = { error };
      else realm.promises.reject(first, error);
      close();
    };
    const single = isObject(options) && Reflect.get(options, FIRST_PARAMETER) === true;
    const take = (...args: unknown[]) => {
      const value = single ? args[0] : args;
      const first = waiting.shift();
      if (first !== undefined) {
        realm.promises.resolve(first, { value, done: false });
        return;
      }
      if (!paused && buffered.length + 1 > high) pause("pause");
      buffered.push(value);
    };
    listen(emitter, event, cleanups, take, false);
    if (event !== "error" && isObject(emitter) && isCallable(get(emitter, "on")))
      listen(emitter, "error", cleanups, fail, false);
    const closers = option(options, "close");
    if (Array.isArray(closers)) for (const name of closers) listen(emitter, String(name), cleanups, close, false);
    if (isObject(signal)) listen(signal, "abort", cleanups, () => fail(abortError(get(signal, "reason"))), true);
    const iterator: Record<PropertyKey, unknown> = {
      next() {
        if (buffered.length > 0) {
          const value = buffered.shift();
          if (paused && buffered.length < low) pause("resume");
          return settled({ value, done: false });
        }
        if (failed !== undefined) {
          const { promise, record } = realm.promises.create(undefined);
          realm.promises.reject(record, failed.error);
          failed = undefined;
          return promise;
        }
        if (finished) return close();
        const { promise, record } = realm.pending(() => ({ kind: "event", text: nameOf(event) }));
        waiting.push(record);
        return promise;
      },
      return: close,
      throw(error: unknown) {
        if (!isError(error)) throw invalidType("EventEmitter.AsyncIterator", "an instance of Error", error);
        fail(error);
      },
    };
    iterator[Symbol.asyncIterator] = () => iterator;
    return iterator;
  };

  const addAbortListener = (signal: unknown, listener: unknown): object => {
    if (signal === undefined) throw invalidType("signal", "an instance of AbortSignal", signal);
    checkSignal("signal", signal);
    checkFunction("listener", listener);
    const cleanups: (() => void)[] = [];
    if (isObject(signal) && isCallable(listener)) {
      if (get(signal, "aborted") === true) {
        realm.jobs.microtask(realm.tasks.capture(), () => realm.call(listener, undefined, []));
      } else listen(signal, "abort", cleanups, listener, true);
    }
    const disposable: Record<PropertyKey, unknown> = Object.create(null);
    disposable[disposeSymbol()] = () => {
      for (const cleanup of cleanups.splice(0)) cleanup();
    };
    return disposable;
  };

  return { once, on, addAbortListener };
}

/** `Symbol.dispose` where the host has it; Node gives it to its own objects under another name until then. */
export function disposeSymbol(): symbol {
  const own: unknown = Reflect.get(Symbol, "dispose");
  return typeof own === "symbol" ? own : Symbol.for("nodejs.dispose");
}

/** Node's `AbortError`. */
export function abortError(cause: unknown): Error {
  const error = codedError(Error, "ABORT_ERR", "The operation was aborted");
  error.name = "AbortError";
  if (cause !== undefined)
    Object.defineProperty(error, "cause", { value: cause, writable: true, configurable: true, enumerable: false });
  return error;
}

function mark(options: unknown, names: readonly string[], otherwise: number): number {
  const given = names.map((name) => option(options, name)).find((value) => value !== undefined && value !== null);
  if (given === undefined) return otherwise;
  const name = `options.${names[0] ?? ""}`;
  checkNumber(name, given);
  if (!Number.isInteger(given)) throw outOfRange(name, "an integer", given);
  checkNumber(name, given, 1);
  return Number(given);
}

/** Listens to an emitter or an event target, as which of the two methods it has. */
function listen(
  emitter: unknown,
  event: PropertyKey,
  cleanups: (() => void)[],
  run: (...args: unknown[]) => unknown,
  first: boolean,
): void {
  const method = (name: string) => (isObject(emitter) ? get(emitter, name) : undefined);
  const [on, add] = [method(first ? "once" : "on"), method("addEventListener")];
  if (isCallable(method("on")) && isCallable(on)) on.call(emitter, event, run);
  else if (isCallable(add)) add.call(emitter, event, run, { once: first, [RESISTS_STOP]: true });
  else throw invalidType("emitter", "an instance of EventEmitter", emitter);
  cleanups.push(() => {
    const remove = method("removeListener") ?? method("removeEventListener");
    if (isCallable(remove)) remove.call(emitter, event, run);
  });
}
