// `node:util`: promisify, inspect, format and the type tests.

import { get, isCallable, isObject, option } from "../../runtime/values";
import type { ConsoleTools } from "../console";
import { isDeepStrictEqual } from "../deep-equal";
import { format } from "../format";
import { inspect } from "../inspect";
import type { Realm } from "../realm";
import type { TimersApi } from "../timers-api";
import { invalidType } from "../validate";

const CUSTOM_PROMISIFY = Symbol.for("nodejs.util.promisify.custom");

export function createUtil(realm: Realm, tools: ConsoleTools, timers: TimersApi): object {
  const promisify = (original: unknown): unknown => {
    if (!isCallable(original)) {
      throw invalidType("original", "of type function", original);
    }
    const custom = get(original, CUSTOM_PROMISIFY);
    if (isCallable(custom)) return custom;
    if (original === timers.setTimeout || original === timers.setImmediate) return promisedTimer(original);
    return function promisified(this: unknown, ...args: unknown[]): unknown {
      const { promise, record } = realm.promises.create({ kind: "executor", site: realm.site, hints: [] });
      original.call(this, ...args, (error: unknown, value: unknown) => {
        if (record.state !== "pending") return;
        if (error) realm.promises.reject(record, error);
        else realm.promises.resolve(record, value);
      });
      return promise;
    };
  };
  /** `promisify(setTimeout)(delay, value)` resolves with the value, not with an error first. */
  const promisedTimer = (timer: (...args: unknown[]) => unknown) => (first: unknown, second: unknown) => {
    const isTimeout = timer === timers.setTimeout;
    const text = isTimeout ? `setTimeout(${String(first)} ms)` : "setImmediate";
    const { promise, record } = realm.pending(() => ({ kind: "timer", text }));
    if (isTimeout) timer(() => realm.promises.resolve(record, second), first);
    else timer(() => realm.promises.resolve(record, first));
    return promise;
  };
  promisify.custom = CUSTOM_PROMISIFY;

  const callbackify =
    (original: unknown) =>
    (...args: unknown[]) => {
      const callback = args.pop();
      if (!isCallable(original) || !isCallable(callback))
        throw new TypeError("The last argument must be of type function");
      const later = (...results: unknown[]) =>
        realm.jobs.tick(realm.tasks.capture(), () => void callback.apply(undefined, results));
      realm.promises.awaitWith(
        realm.promises.promiseResolve(original.apply(undefined, args)),
        undefined,
        (value) => later(null, value),
        (error) => later(error ?? new Error("Promise was rejected with falsy value")),
      );
    };

  const show = (value: unknown, options?: unknown) => {
    const depth = option(options, "depth");
    const breakLength = option(options, "breakLength");
    return inspect(
      value,
      {
        ...(depth === null ? { depth: Number.POSITIVE_INFINITY } : typeof depth === "number" ? { depth } : {}),
        ...(typeof breakLength === "number" ? { breakLength } : {}),
      },
      realm.promises.recordOf,
    );
  };
  const is = (tag: string) => (value: unknown) => Object.prototype.toString.call(value) === `[object ${tag}]`;
  const types = {
    isPromise: (value: unknown) => realm.promises.recordOf(value) !== undefined,
    isDate: (value: unknown) => value instanceof Date,
    isRegExp: (value: unknown) => value instanceof RegExp,
    isMap: (value: unknown) => value instanceof Map,
    isSet: (value: unknown) => value instanceof Set,
    isWeakMap: (value: unknown) => value instanceof WeakMap,
    isWeakSet: (value: unknown) => value instanceof WeakSet,
    isNativeError: (value: unknown) => value instanceof Error,
    isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
    isUint8Array: (value: unknown) => value instanceof Uint8Array,
    isArrayBuffer: (value: unknown) => value instanceof ArrayBuffer,
    isSharedArrayBuffer: is("SharedArrayBuffer"),
    isAnyArrayBuffer: (value: unknown) => value instanceof ArrayBuffer || is("SharedArrayBuffer")(value),
    isAsyncFunction: is("AsyncFunction"),
    isGeneratorFunction: is("GeneratorFunction"),
    isGeneratorObject: is("Generator"),
    isProxy: () => false,
    isBoxedPrimitive: (value: unknown) =>
      value instanceof String || value instanceof Number || value instanceof Boolean,
  };

  return {
    promisify,
    callbackify,
    inspect: Object.assign(show, { custom: Symbol.for("nodejs.util.inspect.custom"), defaultOptions: {} }),
    format: (...args: unknown[]) => format(args, tools.show),
    formatWithOptions: (_options: unknown, ...args: unknown[]) => format(args, tools.show),
    isDeepStrictEqual: (a: unknown, b: unknown) => isDeepStrictEqual(a, b),
    inherits(child: unknown, parent: unknown) {
      if (!isCallable(child) || !isCallable(parent)) throw new TypeError("The constructors must be functions");
      Object.defineProperty(child, "super_", { value: parent, writable: true, configurable: true });
      Object.setPrototypeOf(child.prototype, parent.prototype);
    },
    deprecate: (callback: unknown) => callback,
    debuglog: () => Object.assign(() => undefined, { enabled: false }),
    debug: () => Object.assign(() => undefined, { enabled: false }),
    stripVTControlCharacters(text: unknown) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one.
      return String(text).replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, "");
    },
    toUSVString: (text: unknown) =>
      [...String(text)].map((part) => (/^[\ud800-\udfff]$/.test(part) ? "\ufffd" : part)).join(""),
    types,
    isArray: Array.isArray,
    TextEncoder: realm.world.input.host.pure.TextEncoder,
    TextDecoder: realm.world.input.host.pure.TextDecoder,
    aborted(signal: unknown) {
      const { promise, record } = realm.pending(() => ({ kind: "event", text: "the 'abort' event" }));
      const add = isObject(signal) ? get(signal, "addEventListener") : undefined;
      if (isCallable(add)) add.call(signal, "abort", () => realm.promises.resolve(record, undefined));
      return promise;
    },
  };
}
