// The globals of one virtual thread: a value for each name that a code unit is given.

import { UNIT_PARAMETERS } from "../runtime/abi";
import { passOn, SUSPENDED } from "../runtime/suspension";
import type { PromiseRecord } from "../runtime/promise-record";
import { isCallable, isObject, option } from "../runtime/values";
import { createAbortClasses } from "./abort";
import { createAtomics } from "./atomics";
import { createAsyncHooks } from "./async-context";
import { createBroadcastChannel } from "./broadcast-channel";
import { createBuiltins } from "./builtins";
import { createDate, createMath, createPerformance } from "./clock";
import { type ConsoleTools, createConsole } from "./console";
import { createCrypto } from "./crypto";
import { createEventClasses } from "./event-target";
import { createEvents } from "./events";
import { setupIpc } from "./ipc";
import { createPortClasses } from "./message-port";
import { createFunctionConstructor, languageGlobals } from "./language";
import { createOpaque } from "./opaque";
import { createProcess, type VirtualProcess, WORKING_DIRECTORY } from "./process";
import type { Realm } from "./realm";
import type { ThreadOptions } from "./thread-options";
import { createTimersApi, notAFunction } from "./timers-api";
import { createWebLocks } from "./web-locks";
import { createWorkerClass } from "./worker";

export interface Environment {
  readonly globals: ReadonlyMap<string, unknown>;
  readonly process: VirtualProcess;
  /** Called once, before the thread's code. */
  begin(): void;
  builtin(name: string): unknown;
  provide(name: string, module: unknown): void;
  opaque(name: string, reason: string): unknown;
  /** Runs the unit's program through `run`, and watches the promise of its top-level `await`. */
  main(kind: "esm" | "cjs", body: () => unknown, run: (kind: "esm" | "cjs", body: () => unknown) => unknown): unknown;
  /** The code with which the thread ends if nothing else says so. */
  exitCode(): number;
  /** An error made fit to cross to the parent thread. */
  cloneError(error: unknown): unknown;
  /** Gives back what the thread holds: it has ended. */
  close(): void;
}

/** Exit code of an ES module whose top-level `await` never ends. */
const UNSETTLED_TOP_LEVEL_AWAIT = 13;

/** Awaits of Node's module loader between a module's evaluation and the report of its error: microtasks run meanwhile. */
const LOADER_AWAITS = 3;

export function createGlobals(
  realm: Realm,
  tools: ConsoleTools,
  options: ThreadOptions,
  exit: (code: number | undefined) => never,
): Environment {
  const { host } = realm.world.input;
  const { EventEmitter } = createEvents(realm);
  const events = createEventClasses(realm);
  const timers = createTimersApi(realm);
  const ports = createPortClasses(realm, events);
  const process = createProcess(
    realm,
    EventEmitter,
    tools,
    { ...options, argv: [options.unit ?? options.asked, ...options.argv] },
    options.processes,
    () => (options.stdio.stdin === undefined ? undefined : builtins.read(options.stdio.stdin)),
    exit,
  );
  const Worker = createWorkerClass(realm, EventEmitter, ports, options.workers);
  const abort = createAbortClasses(realm, events, timers);
  const locks = createWebLocks(realm, events);
  const performance = createPerformance(realm);
  const crypto = createCrypto(realm);
  const BroadcastChannel = createBroadcastChannel(realm, events, ports);
  const parentPort = options.parentPort === undefined ? null : ports.adopt(options.parentPort);
  const ipc =
    options.ipc === undefined
      ? undefined
      : setupIpc(realm, process.object, ports, { ...options.ipc, side: "child", ended: () => undefined });
  const navigator = {
    locks: locks.object,
    hardwareConcurrency: realm.world.input.machine.cpus,
    userAgent: "Node.js/20",
  };
  const console = createConsole(realm, tools);
  const workerData = ports.unpack(options.workerData);

  const structuredClone = (value: unknown, given?: unknown) =>
    ports.unpack(ports.clone(value, option(given, "transfer")));
  const queueMicrotask = (callback: unknown) => {
    realm.check();
    if (!isCallable(callback)) throw notAFunction(callback);
    realm.jobs.microtask(realm.tasks.capture(), () => realm.call(callback, undefined, []));
  };

  const values: Record<string, unknown> = {
    process: process.object,
    console,
    Promise: realm.promises.Promise,
    queueMicrotask,
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clearTimeout,
    setInterval: timers.setInterval,
    clearInterval: timers.clearInterval,
    setImmediate: timers.setImmediate,
    clearImmediate: timers.clearImmediate,
    structuredClone,
    Date: createDate(realm),
    Math: createMath(realm),
    performance,
    crypto,
    navigator,
    MessageChannel: ports.MessageChannel,
    MessagePort: ports.MessagePort,
    BroadcastChannel,
    Event: events.Event,
    EventTarget: events.EventTarget,
    MessageEvent: events.MessageEvent,
    CustomEvent: events.CustomEvent,
    DOMException: events.DOMException,
    AbortController: abort.AbortController,
    AbortSignal: abort.AbortSignal,
    Atomics: createAtomics(realm),
    SharedArrayBuffer: typeof SharedArrayBuffer === "function" ? SharedArrayBuffer : undefined,
    WeakRef,
    // Nothing is ever collected in a run, or it would depend on the host.
    FinalizationRegistry: class FinalizationRegistry {
      register(): void {}
      unregister(): boolean {
        return false;
      }
    },
    Intl,
    Function: createFunctionConstructor(),
    URL: host.pure.URL,
    URLSearchParams: host.pure.URLSearchParams,
    TextEncoder: host.pure.TextEncoder,
    TextDecoder: host.pure.TextDecoder,
  };
  const opaqueValues = new Map<string, object>();
  const opaque = (name: string, message: string, kind: "opaque-module" | "opaque-value" | "missing-package") => {
    realm.assume(kind, message);
    let value = opaqueValues.get(name);
    if (value === undefined) {
      value = createOpaque(realm, name);
      opaqueValues.set(name, value);
    }
    return value;
  };
  // Globals that Node has and that reach outside: made opaque when the program looks at them.
  const lazily = (name: string) => () =>
    opaque(name, `\`${name}\` is not simulated: it gives an opaque value`, "opaque-value");
  const outside = ["fetch", "Request", "Response", "Headers", "WebSocket"];
  for (const name of outside) {
    const get = lazily(name);
    values[name] = callableThatCreates(get);
  }
  const textual = createBase64();
  values.btoa = textual.btoa;
  values.atob = textual.atob;

  const builtins = createBuiltins({
    realm,
    tools,
    values,
    EventEmitter,
    timers,
    ports,
    Worker,
    process: process.object,
    processes: options.processes,
    performance,
    crypto,
    BroadcastChannel,
    asyncHooks: createAsyncHooks(realm),
    abort,
    console,
    thread: { isMain: options.isMain, threadId: options.threadId, parentPort, workerData },
    opaque: (name) =>
      opaque(
        name,
        `\`${name}\` is not simulated: whatever the program does with it gives an opaque value`,
        "opaque-module",
      ),
  });
  values.Buffer = builtins.Buffer;
  values.require = (name: unknown) => builtins.load(String(name));

  const globalThisObject: Record<string, unknown> = {};
  for (const [name, value] of languageGlobals()) define(globalThisObject, name, value);
  const globals = new Map<string, unknown>();
  for (const name of UNIT_PARAMETERS) {
    const value = values[name];
    globals.set(name, value);
    if (value !== undefined && !MODULE_LOCAL.has(name)) define(globalThisObject, name, value);
  }
  globals.set("globalThis", globalThisObject);
  globals.set("global", globalThisObject);
  define(globalThisObject, "globalThis", globalThisObject);
  define(globalThisObject, "global", globalThisObject);
  const module = { exports: {}, id: ".", filename: options.unit, loaded: false, children: [], paths: [] };
  globals.set("module", module);
  globals.set("exports", module.exports);
  globals.set("__filename", options.unit ?? options.asked);
  globals.set("__dirname", (options.unit ?? WORKING_DIRECTORY).split("/").slice(0, -1).join("/") || "/");
  globals.set("require", Object.assign(values.require as object, { main: module, cache: {} }));

  /** Throws what a module's promise was rejected with, after as many awaits as there are between. */
  const failAfter = (record: PromiseRecord, awaits: number): void => {
    realm.promises.await(
      record,
      undefined,
      () => undefined,
      (error) => {
        if (awaits <= 1) return realm.uncaught(error, "unhandledRejection");
        const next = realm.promises.create(undefined).record;
        failAfter(next, awaits - 1);
        realm.promises.reject(next, error);
      },
    );
  };

  let mainKind: "esm" | "cjs" = "cjs";
  let mainRecord: PromiseRecord | undefined;
  return {
    globals,
    process,
    begin: () => builtins.begin(),
    builtin: (name) => builtins.load(name),
    provide(name, module) {
      builtins.provide(name, module);
      // The Web streams are globals too; what a unit's code sees by their bare names it sets itself.
      if (name !== "stream/web" || !isObject(module)) return;
      for (const [key, value] of Object.entries(module)) define(globalThisObject, key, value);
    },
    opaque(name, reason) {
      return opaque(name, `\`${name}\` is not simulated: ${reason}`, "missing-package");
    },
    main(kind, body, run) {
      mainKind = kind;
      const watch = (result: unknown) => {
        mainRecord = realm.promises.recordOf(result);
        if (mainRecord !== undefined) failAfter(mainRecord, LOADER_AWAITS);
      };
      // What an ES module throws at once rejects its promise.
      const outcomeOf = (rest: () => unknown): unknown => {
        if (kind === "cjs") return rest();
        try {
          return rest();
        } catch (error) {
          realm.check();
          const { promise, record } = realm.promises.create(undefined);
          realm.promises.reject(record, error);
          return promise;
        }
      };
      return run(kind, () => {
        const result = outcomeOf(() => realm.call(body, undefined, []));
        if (result !== SUSPENDED) return watch(result);
        realm.suspensions.defer((inner) => watch(outcomeOf(() => passOn(inner))));
        return SUSPENDED;
      });
    },
    exitCode() {
      const unsettled = mainKind === "esm" && mainRecord?.state === "pending";
      return process.exitCode() ?? (unsettled ? UNSETTLED_TOP_LEVEL_AWAIT : 0);
    },
    cloneError(error) {
      try {
        const copy = ports.clone(error, undefined);
        // Unlike a message, an uncaught error keeps its own properties, such as `code`.
        if (isObject(copy) && error instanceof Error) Object.assign(copy, ports.clone({ ...error }, undefined));
        return copy;
      } catch {
        return new Error(isObject(error) ? tools.show(error) : String(error));
      }
    },
    close() {
      builtins.close();
      ipc?.close();
      ports.closeAll();
      locks.close();
    },
  };
}

const MODULE_LOCAL = new Set(["__il", "require", "module", "exports", "__filename", "__dirname"]);

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

function callableThatCreates(get: () => object): object {
  return new Proxy(function opaque() {}, {
    apply: (_target, self, args) => Reflect.apply(asFunction(get()), self, args),
    construct: (_target, args) => Reflect.construct(asFunction(get()), args),
    get: (_target, key) => Reflect.get(get(), key),
  });
}

function asFunction(value: object): (...args: unknown[]) => unknown {
  if (!isCallable(value)) throw new TypeError("[engine bug] an opaque value that cannot be called");
  return value;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function createBase64(): { btoa(text: unknown): string; atob(text: unknown): string } {
  return {
    btoa(text) {
      const source = String(text);
      let result = "";
      for (let index = 0; index < source.length; index += 3) {
        const codes = [0, 1, 2].map((offset) => source.charCodeAt(index + offset));
        if (codes.some((code) => code > 0xff)) throw new Error("Invalid character");
        const [a = 0, b = Number.NaN, c = Number.NaN] = codes;
        const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
        const chars = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]);
        result += chars[0] + String(chars[1]) + (Number.isNaN(b) ? "=" : chars[2]) + (Number.isNaN(c) ? "=" : chars[3]);
      }
      return result;
    },
    atob(text) {
      const source = String(text).replaceAll(/[\s=]/g, "");
      let result = "";
      for (let index = 0; index < source.length; index += 4) {
        const codes = [0, 1, 2, 3].map((offset) => ALPHABET.indexOf(source[index + offset] ?? "A"));
        const bits = codes.reduce((sum, code) => (sum << 6) | Math.max(0, code), 0);
        const count = Math.min(3, Math.floor(((source.length - index) * 6) / 8));
        for (let byte = 0; byte < count; byte++) result += String.fromCharCode((bits >> (16 - byte * 8)) & 0xff);
      }
      return result;
    },
  };
}
