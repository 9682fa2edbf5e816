// The contract between instrumented code and the engine: what a code unit may call, and which globals it is given.

import type { SiteId } from "../scenario";

/** Name of the probe object, the first parameter of every unit. */
export const PROBE_NAME = "__il";
/** Names of the second and third: the memory in which code counts for itself (engine/runtime/pulse.ts). */
export const COUNTS_NAME = "__il_c";
export const SEEN_NAME = "__il_s";

/**
 * The parameters of a code unit's function, in order. Every name that could reach the host is here, so that the unit sees the
 * virtual one or `undefined`. Names of the ECMAScript library that are pure (`Array`, `Map`, `JSON`, ...) are not shadowed.
 */
export const UNIT_PARAMETERS: readonly string[] = [
  PROBE_NAME,
  COUNTS_NAME,
  SEEN_NAME,
  "globalThis",
  "global",
  "self",
  "window",
  "document",
  "navigator",
  "process",
  "console",
  "Buffer",
  "Promise",
  "queueMicrotask",
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "requestIdleCallback",
  "scheduler",
  "structuredClone",
  "Date",
  "Math",
  "performance",
  "crypto",
  "Intl",
  "Worker",
  "SharedWorker",
  "MessageChannel",
  "MessagePort",
  "BroadcastChannel",
  "postMessage",
  "onmessage",
  "addEventListener",
  "removeEventListener",
  "dispatchEvent",
  "close",
  "importScripts",
  "Event",
  "EventTarget",
  "MessageEvent",
  "CustomEvent",
  "AbortController",
  "AbortSignal",
  "DOMException",
  "Atomics",
  "SharedArrayBuffer",
  "WeakRef",
  "FinalizationRegistry",
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "Request",
  "Response",
  "Headers",
  "Blob",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "caches",
  "ReadableStream",
  "WritableStream",
  "TransformStream",
  "ReadableStreamDefaultReader",
  "WritableStreamDefaultWriter",
  "CountQueuingStrategy",
  "ByteLengthQueuingStrategy",
  "Function",
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "TextDecoder",
  "btoa",
  "atob",
  "require",
  "module",
  "exports",
  "__filename",
  "__dirname",
];

/** A unit, compiled by the host. Called with one value for each of `UNIT_PARAMETERS`. */
export type UnitFactory = (...globals: unknown[]) => void;

/**
 * What instrumented code calls. The instrumenter (server/instrument) emits exactly these calls; the runtime implements them.
 *
 * In user files only:
 *  - `t(site);`                  before each statement: one tick of cost, one unit of fuel, and it ends the reach of `d`.
 *                                `t(site, cost);` where `@cost` says what it costs, in ticks.
 *  - `l(site);`                  first in each loop body: one unit of fuel; stops an endless loop with its line.
 *  - `f(site)`                   first in each non-async function body.
 *  - `g(site)`                   the same where recursion is possible, and the depth is counted back in a `finally`.
 *                                Of these four only what the code cannot count for itself reaches the engine (server/instrument/counting.ts).
 *  - `af(site);`                 first in each async function body (also inside the lowered generator).
 *  - `p(site, value)`, `r()`     instead of each `await value`: `p(site, value) ? r() : await r()`. Where the queue would do nothing but
 *                                go on here, `p` says so, and `r` gives what the wait gives; else `r` gives what there is to wait for.
 *  - `a(site, value)`            around the operand of an `await` in an async generator: `await a(site, value)`.
 *  - `d(site)` / `d1(site, arg)` marks the call that follows at once as awaited on the spot (`f(x)` becomes
 *                                `f(d1(s, x))`, `o.m()` becomes `(d(s), o).m()`), also for `return f(x)` in an
 *                                async function: that call continues the same task instead of starting one.
 *  - `n(site, object, owner?)`   around each `new X(...)`, and around each call whose result is stored under a name and may be a
 *                                resource: tells where a resource was made, what it is called and whose field it is.
 *  - `prim(site, Class, index)`  around each class that `Scenario.primitives[index]` describes.
 *  - `w(value)`                  around what may make a long array, buffer or text: weighs it.
 *  - `c(f)` / `c1(f, arg)`       marks the call of `f` that follows at once, like `d`: its caller can be suspended in it. `f` is 0
 *                                where the code cannot name the function twice.
 *  - `m(value)`                  the operand of each `yield` that follows such a call: `yield m(f(c1(f, x)))`.
 *  - `hof(list, name, args)`      `list.name(...args)` where a function among the arguments can be suspended.
 *  - `ld(site, stops, array, key)`, `st(…, value)`, `inc(site, stops, by, prefix, array, key)`  read, write and step an element that may
 *                                lie in shared memory; `stops`: the code around can be suspended, and `m` is around the call.
 *  - `bf();`                     first in each function that can be suspended; the builder turns `async` into `suspendable` there.
 *
 * In all bundled code:
 *  - `suspendable`               is what `async` is for an asynchronous function: runs a synchronous one that can be suspended.
 *  - `async`, `asyncGenerator`, `yieldStar`, `forAwait`, `awaitValue` replace esbuild's helpers of the lowered syntax
 *    (`__async`, `__asyncGenerator`, `__yieldStar`, `__forAwait`, `__await`), with the same parameters.
 *  - `builtin(name)`             a Node built-in module, virtual or opaque.
 *  - `provide(name, module)`     a built-in module that the bundle brings along, for the platform's own use.
 *  - `module(path, load)`        a file of the program that libraries ask for by a path that only the run knows.
 *  - `opaque(name, reason)`      a module that could not be bundled; without a reason, a value that was made up for a call.
 *  - `keep(make, index, unchanged)`  a class that runs of one program can share, where none of them has changed it. `unchanged`: by the
 *                                text, the program does nothing with it but make instances and call their methods.
 *  - `helpers`                    what stands for esbuild's helpers of modules (`__toESM` and others).
 *  - `lib(name, namespace)`      the exports of a library that the catalog knows, with probes put in.
 *  - `main(kind, body, suspendable)`  the whole program of the unit; `body` returns a promise where it has top-level `await`.
 *                                `suspendable`: some function of the unit can be suspended.
 */
export interface Probes {
  t(site: SiteId, cost?: unknown): void;
  l(site: SiteId): void;
  f(site: SiteId): void;
  g(site: SiteId): void;
  af(site: SiteId): void;
  p(site: SiteId, value: unknown): boolean;
  r(): unknown;
  a<T>(site: SiteId, value: T): T;
  d(site: SiteId): void;
  d1<T>(site: SiteId, argument: T): T;
  n<T>(site: SiteId, value: T, owner?: object): T;
  w<T>(value: T): T;
  c(callee: unknown): void;
  c1<T>(callee: unknown, argument: T): T;
  m(value: unknown): unknown;
  bf(): void;
  ld(site: SiteId, stops: boolean, array: unknown, key: unknown): unknown;
  st(site: SiteId, stops: boolean, array: unknown, key: unknown, value: unknown): unknown;
  inc(site: SiteId, stops: boolean, by: number, prefix: boolean, array: unknown, key: unknown): unknown;
  hof(receiver: unknown, name: string, args: readonly unknown[]): unknown;
  suspendable(self: unknown, args: ArrayLike<unknown> | null, body: (...args: never[]) => Generator): unknown;
  prim<T>(site: SiteId, constructor: T, primitive: number): T;
  async(self: unknown, args: ArrayLike<unknown> | null, body: (...args: never[]) => Generator): unknown;
  asyncGenerator(self: unknown, args: ArrayLike<unknown> | null, body: (...args: never[]) => Generator): unknown;
  yieldStar(value: unknown): unknown;
  forAwait(source: object, errorBox?: unknown, method?: unknown): unknown;
  awaitValue: new (promise: unknown, isYieldStar?: boolean) => unknown;
  builtin(name: string): unknown;
  provide(name: string, module: unknown): void;
  module(path: string, load: () => unknown): void;
  opaque(name: string, reason?: string): unknown;
  keep(make: () => object, index: number, unchanged: boolean): object;
  readonly helpers: object;
  lib(name: string, namespace: object): object;
  main(kind: "esm" | "cjs", body: () => unknown, suspendable?: boolean): void;
}

/**
 * What the host lends the engine: compiled units, and pure builtins that the ECMAScript library lacks.
 * Everything here must be deterministic and equal in Node and in the browser.
 */
export interface EngineHost {
  /** Compiles nothing at run time in a browser (no `eval` there): units are compiled before the run. */
  unit(id: string): UnitFactory | undefined;
  readonly pure: {
    readonly URL?: unknown;
    readonly URLSearchParams?: unknown;
    readonly TextEncoder?: unknown;
    readonly TextDecoder?: unknown;
    /** Detaches a buffer, as a transfer does; for hosts without `ArrayBuffer.prototype.transfer`. */
    readonly detach?: (buffer: ArrayBuffer) => void;
  };
}
