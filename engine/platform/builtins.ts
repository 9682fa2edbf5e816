// Node's built-in modules, by name: virtual, modelled, or opaque. Each is made when the program first asks for it.

import type { AbortClasses } from "./abort";
import { createAssert } from "./builtins/assert";
import { createBuffer } from "./builtins/buffer";
import { type ChildProcessModule, createChildProcess } from "./builtins/child-process";
import { createFs } from "./builtins/fs";
import { createCluster, WORKER_ID } from "./builtins/cluster";
import { createOs } from "./builtins/os";
import { createPath } from "./builtins/path";
import { createTimersPromises } from "./builtins/timers-promises";
import { createUrl } from "./builtins/url";
import { createUtil } from "./builtins/util";
import { createWorkerThreads } from "./builtins/worker-threads";
import type { ConsoleTools } from "./console";
import type { Emitter, EmitterClass } from "./events";
import type { PortClasses, PortEnd } from "./message-port";
import { readFrom, type StreamClasses, streamClasses } from "./pipe";
import type { ProcessHost } from "./processes";
import type { Realm } from "./realm";
import type { TimersApi } from "./timers-api";

export interface BuiltinsInput {
  readonly realm: Realm;
  readonly tools: ConsoleTools;
  /** The thread's globals by name. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly EventEmitter: EmitterClass;
  readonly timers: TimersApi;
  readonly ports: PortClasses;
  readonly Worker: object;
  readonly process: Emitter;
  readonly processes: ProcessHost;
  readonly performance: object;
  readonly crypto: object;
  readonly BroadcastChannel: object;
  readonly asyncHooks: object;
  readonly abort: AbortClasses;
  readonly console: object;
  readonly thread: {
    readonly isMain: boolean;
    readonly threadId: number;
    readonly parentPort: object | null;
    readonly workerData: unknown;
  };
  opaque(name: string): object;
}

export interface Builtins {
  load(name: string): unknown;
  readonly Buffer: object;
  /** A module that comes with the program's own bundle instead of with the engine: `stream`. */
  provide(name: string, module: unknown): void;
  /** A stream of what arrives at an end; `undefined` in a program without streams. */
  read(end: PortEnd): object | undefined;
  /** The thread begins to run. */
  begin(): void;
  /** The thread has ended. */
  close(): void;
}

export function createBuiltins(input: BuiltinsInput): Builtins {
  const { realm, values, timers } = input;
  const Buffer = createBuffer();
  const timersPromises = once(() => createTimersPromises(realm, timers));
  const path = once(() => createPath());
  const util = once(() => createUtil(realm, input.tools, values));
  const fs = once(() => createFs(realm, Buffer, () => input.opaque("fs")));
  const assert = once(() => createAssert(input.tools));
  const provided = new Map<string, unknown>();
  const streams = (): StreamClasses | undefined => streamClasses(provided.get("stream"), Buffer);
  let children: ChildProcessModule | undefined;
  const childProcess = () => {
    children ??= createChildProcess({ ...input, Buffer, streams });
    return children;
  };
  const cluster = once(() => createCluster({ ...input, fork: (...given) => childProcess().fork(...given) }));
  const makers: Readonly<Record<string, () => unknown>> = {
    worker_threads: once(() => createWorkerThreads(input)),
    events: () => input.EventEmitter,
    timers: once(() => ({
      setTimeout: timers.setTimeout,
      clearTimeout: timers.clearTimeout,
      setInterval: timers.setInterval,
      clearInterval: timers.clearInterval,
      setImmediate: timers.setImmediate,
      clearImmediate: timers.clearImmediate,
      promises: timersPromises(),
    })),
    "timers/promises": timersPromises,
    process: () => input.process,
    console: () => input.console,
    util,
    "util/types": () => Reflect.get(util(), "types"),
    path,
    "path/posix": path,
    url: once(() => createUrl(realm.world.input.host)),
    assert,
    "assert/strict": assert,
    perf_hooks: once(() => ({
      performance: input.performance,
      monitorEventLoopDelay: () => input.opaque("perf_hooks"),
      PerformanceObserver: class PerformanceObserver {
        observe(): void {}
        disconnect(): void {}
      },
    })),
    os: once(() => createOs(realm)),
    async_hooks: () => input.asyncHooks,
    fs,
    "fs/promises": () => Reflect.get(fs(), "promises"),
    crypto: () => input.crypto,
    child_process: () => childProcess().module,
    cluster,
    buffer: once(() => ({ Buffer, atob: values.atob, btoa: values.btoa })),
  };
  return {
    Buffer,
    begin() {
      // A worker of a cluster listens to its primary whether its code asks for the module or not.
      const env = Reflect.get(input.process, "env");
      if (typeof env === "object" && env !== null && Object.hasOwn(env, WORKER_ID)) cluster();
    },
    provide: (name, module) => void provided.set(name, module),
    read: (end) => readFrom({ realm, streams }, end) ?? undefined,
    close: () => children?.close(),
    load(name) {
      const plain = name.startsWith("node:") ? name.slice(5) : name;
      const make = Object.hasOwn(makers, plain) ? makers[plain] : undefined;
      return make === undefined ? (provided.get(plain) ?? input.opaque(plain)) : make();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
