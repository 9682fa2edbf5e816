// The globals of one virtual thread: a value for each name that a code unit may mention, made when it does.

import { UNIT_PARAMETERS } from "../runtime/abi";
import { codedError, isCallable, isObject, option } from "../runtime/values";
import { createAtomics } from "./atomics";
import type { Builtins } from "./builtins";
import { createMath } from "./clock";
import { createFunctionConstructor } from "./code-from-strings";
import { rename } from "./event-target";
import { languageGlobals } from "./language";
import type { Parts } from "./parts";
import { WORKING_DIRECTORY } from "./process";
import { notAFunction } from "./timers-api";

export interface Globals {
  /** What the name means in the thread's code; the same each time. */
  value(name: string): unknown;
  /** The Web streams are globals too; what a unit's code sees by their bare names it sets itself. */
  addStreams(module: object): void;
}

/** What a name of `UNIT_PARAMETERS` stands for; `undefined` where there is no line. */
const PLAIN: Readonly<Record<string, (parts: Parts) => unknown>> = {
  console: ({ console }) => console,
  Promise: ({ realm }) => realm.promises.Promise,
  queueMicrotask: microtaskFunction,
  setTimeout: ({ timers }) => timers.setTimeout,
  clearTimeout: ({ timers }) => timers.clearTimeout,
  setInterval: ({ timers }) => timers.setInterval,
  clearInterval: ({ timers }) => timers.clearInterval,
  setImmediate: ({ timers }) => timers.setImmediate,
  clearImmediate: ({ timers }) => timers.clearImmediate,
  structuredClone: cloneFunction,
  Date: (parts) => parts.Date,
  Math: ({ realm }) => createMath(realm),
  Atomics: ({ realm }) => createAtomics(realm),
  SharedArrayBuffer: () => (typeof SharedArrayBuffer === "function" ? SharedArrayBuffer : undefined),
  WeakRef: () => WeakRef,
  FinalizationRegistry: finalizationRegistry,
  Intl: () => Intl,
  URL: ({ realm }) => realm.world.input.host.pure.URL,
  URLSearchParams: ({ realm }) => realm.world.input.host.pure.URLSearchParams,
  TextEncoder: ({ realm }) => realm.world.input.host.pure.TextEncoder,
  TextDecoder: ({ realm }) => realm.world.input.host.pure.TextDecoder,
};

/** The same for what takes more than a moment to make: on `globalThis` these are getters at first, as many of Node's are. */
const LAZY: Readonly<Record<string, (parts: Parts) => unknown>> = {
  process: ({ process }) => process.object(),
  Buffer: ({ Buffer }) => Buffer,
  performance: ({ performance }) => performance,
  crypto: ({ crypto }) => crypto,
  navigator: ({ navigator }) => navigator,
  MessageChannel: ({ ports }) => ports.MessageChannel,
  MessagePort: ({ ports }) => ports.MessagePort,
  BroadcastChannel: ({ BroadcastChannel }) => BroadcastChannel,
  Event: ({ events }) => events.Event,
  EventTarget: ({ events }) => events.EventTarget,
  MessageEvent: ({ events }) => events.MessageEvent,
  CustomEvent: ({ events }) => events.CustomEvent,
  DOMException: ({ events }) => events.DOMException,
  AbortController: ({ abort }) => abort.AbortController,
  AbortSignal: ({ abort }) => abort.AbortSignal,
  fetch: outside("fetch"),
  Request: outside("Request"),
  Response: outside("Response"),
  Headers: outside("Headers"),
  Blob: outside("Blob"),
  WebSocket: outside("WebSocket"),
  btoa: ({ base64 }) => base64.btoa,
  atob: ({ base64 }) => base64.atob,
};

const MAKERS = { ...PLAIN, ...LAZY };

export function createGlobals(parts: Parts, builtins: Builtins): Globals {
  const { options } = parts;
  const made = new Map<string, unknown>();
  let globalThisObject: object | undefined;
  let module: { readonly exports: object } | undefined;

  const value = (name: string): unknown => {
    if (made.has(name)) return made.get(name);
    const given = make(name);
    made.set(name, given);
    return given;
  };

  const make = (name: string): unknown => {
    switch (name) {
      case "globalThis":
      case "global":
        globalThisObject ??= makeGlobalThis();
        return globalThisObject;
      case "module":
        module ??= makeModule();
        return module;
      case "exports":
        module ??= makeModule();
        return module.exports;
      case "__filename":
        return options.unit ?? options.asked;
      case "__dirname":
        return (options.unit ?? WORKING_DIRECTORY).split("/").slice(0, -1).join("/") || "/";
      case "require":
        return Object.assign((wanted: unknown) => builtins.load(String(wanted)), {
          main: value("module"),
          cache: {},
          resolve: (wanted: unknown) => fileOf(String(wanted)),
        });
      case "Function":
        return createFunctionConstructor(
          () => value("globalThis"),
          () => builtins.find("il-code"),
        );
      default:
        return Object.hasOwn(MAKERS, name) ? MAKERS[name]?.(parts) : undefined;
    }
  };

  /** `require.resolve`: of the program's files, those that can be asked for by their path; a package is named by itself. */
  const fileOf = (wanted: string): string => {
    if (!/^(?:\.{0,2}\/|file:)/.test(wanted)) return wanted;
    const found = options.workers.resolveUnit(wanted) ?? (builtins.has(wanted) ? wanted : undefined);
    if (found !== undefined) return found;
    const message = `Cannot find module '${wanted}'\nRequire stack:\n- ${options.unit ?? options.asked}`;
    throw codedError(Error, "MODULE_NOT_FOUND", message);
  };

  const makeModule = () => ({
    exports: {},
    id: ".",
    filename: options.unit,
    loaded: false,
    children: [],
    paths: [],
  });

  const makeGlobalThis = (): object => {
    const object = {};
    for (const [name, given] of languageGlobals()) define(object, name, given);
    for (const name of UNIT_PARAMETERS) {
      if (Object.hasOwn(LAZY, name) || name === "Function") defineLazily(object, name, () => value(name));
      else if (Object.hasOwn(PLAIN, name)) {
        const given = value(name);
        if (given !== undefined) define(object, name, given);
      }
    }
    define(object, "globalThis", object);
    define(object, "global", object);
    const streams = parts.provided.get("stream/web");
    if (isObject(streams)) addAll(object, streams);
    return object;
  };

  return {
    value,
    addStreams(streams) {
      if (globalThisObject !== undefined) addAll(globalThisObject, streams);
    },
  };
}

function addAll(target: object, values: object): void {
  for (const [key, value] of Object.entries(values)) define(target, key, value);
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/** A getter that becomes a plain property as soon as it is read or written. */
function defineLazily(target: object, name: string, make: () => unknown): void {
  Object.defineProperty(target, name, {
    get() {
      const value = make();
      define(target, name, value);
      return value;
    },
    set: (value: unknown) => define(target, name, value),
    configurable: true,
    enumerable: false,
  });
}

function microtaskFunction({ realm }: Parts): (callback: unknown) => void {
  return function queueMicrotask(callback) {
    realm.check();
    if (!isCallable(callback)) throw notAFunction(callback);
    realm.jobs.microtask(realm.tasks.capture(), () => realm.call(callback, undefined, []));
  };
}

function cloneFunction({ ports }: Parts): (...args: readonly unknown[]) => unknown {
  const clone = (...args: readonly unknown[]) => {
    if (args.length === 0) throw codedError(TypeError, "ERR_MISSING_ARGS", "The value argument must be specified");
    return ports.unpack(ports.clone(args[0], option(args[1], "transfer")));
  };
  rename(clone, "structuredClone");
  return clone;
}

/** Nothing is ever collected in a run, or it would depend on the host. */
function finalizationRegistry(): object {
  return class FinalizationRegistry {
    register(): void {}
    unregister(): boolean {
      return false;
    }
  };
}

/** A global that Node has and that reaches outside: made opaque when the program uses it. */
function outside(name: string): (parts: Parts) => object {
  return (parts) => {
    const get = () => parts.opaque(name, `\`${name}\` is not simulated: it gives an opaque value`, "opaque-value");
    return new Proxy(function opaque() {}, {
      apply: (_target, self, args) => Reflect.apply(asFunction(get()), self, args),
      construct: (_target, args) => Reflect.construct(asFunction(get()), args),
      // Whether something is one is no use of it: nothing is.
      get: (target, key) =>
        key === "prototype" || key === Symbol.hasInstance ? Reflect.get(target, key) : Reflect.get(get(), key),
    });
  };
}

function asFunction(value: object): (...args: unknown[]) => unknown {
  if (!isCallable(value)) throw new TypeError("[engine bug] an opaque value that cannot be called");
  return value;
}
