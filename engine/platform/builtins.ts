// Node's built-in modules, by name: virtual, modelled, or opaque. Each is made when the program first asks for it.

import { createAssert } from "./builtins/assert";
import { type ChildProcessModule, createChildProcess } from "./builtins/child-process";
import { createCluster, WORKER_ID } from "./builtins/cluster";
import { createDiagnosticsChannel } from "./builtins/diagnostics-channel";
import { createEventsModule } from "./builtins/events";
import { createFs } from "./builtins/fs";
import { createNetwork, type Network } from "./builtins/network";
import { createOs } from "./builtins/os";
import { createPath } from "./builtins/path";
import { createPerfHooks } from "./builtins/perf-hooks";
import { createQuerystring } from "./builtins/querystring";
import { createTimersPromises } from "./builtins/timers-promises";
import { createTty } from "./builtins/tty";
import { createUrl } from "./builtins/url";
import { createUtil } from "./builtins/util";
import { createWorkerThreads } from "./builtins/worker-threads";
import { cryptoMachine } from "./crypto";
import { FIRST_PARAMETER } from "./event-waits";
import type { PortEnd } from "./message-port";
import type { Parts } from "./parts";
import { readFrom, readGiven } from "./pipe";
import type { Realm } from "./realm";
import { CALLBACK_TIMERS } from "./timers-api";

export interface Builtins {
  load(name: string): unknown;
  /** A module that comes with the program's own bundle instead of with the engine: `stream`. */
  provide(name: string, module: unknown): void;
  /** A file of the program that is asked for by its path; evaluated when it is first. */
  module(path: string, load: () => unknown): void;
  /** The same, `undefined` where the bundle brought none. */
  find(path: string): unknown;
  has(path: string): boolean;
  /** A stream of what arrives at an end; `undefined` in a program without streams. */
  read(end: PortEnd): object | undefined;
  /** Standard input of the program itself; `undefined` in one without streams. */
  standardInput(): object | undefined;
  /** The thread begins to run. */
  begin(): void;
  /** The thread has ended. */
  close(): void;
}

/** What the makers of modules may ask of one another. */
interface Loader {
  readonly parts: Parts;
  load(name: string): unknown;
  childProcess(): ChildProcessModule;
  network(): Network;
  /** The servers of this process listen no more. */
  closeServers(): void;
}

/** Adding a module adds a line; what two names share is loaded under one of them. */
const MODULES: Readonly<Record<string, (loader: Loader) => unknown>> = {
  worker_threads: ({ parts }) => createWorkerThreads(parts),
  events: ({ parts }) => createEventsModule(parts),
  timers: ({ parts, load }) => ({
    ...Object.fromEntries(CALLBACK_TIMERS.map((name) => [name, parts.timers[name]])),
    promises: load("timers/promises"),
  }),
  "timers/promises": ({ parts }) => createTimersPromises(parts.realm, parts.timers),
  process: ({ parts }) => parts.process.object(),
  console: ({ parts }) => parts.console,
  util: ({ parts }) => createUtil(parts.realm, parts.tools, parts.timers),
  "util/types": ({ load }) => memberOf(load("util"), "types"),
  path: () => createPath(),
  "path/posix": ({ load }) => load("path"),
  url: ({ parts }) => createUrl(parts.realm.world.input.host),
  diagnostics_channel: () => createDiagnosticsChannel(),
  querystring: () => createQuerystring(),
  assert: ({ parts }) => createAssert(parts.tools),
  "assert/strict": ({ load }) => load("assert"),
  perf_hooks: ({ parts }) => createPerfHooks(parts),
  os: ({ parts }) => createOs(parts.realm),
  tty: () => createTty(),
  async_hooks: ({ parts }) => parts.asyncHooks,
  fs: ({ parts }) => createFs(parts.realm, parts.Buffer, parts.Date, () => parts.opaqueModule("fs")),
  "fs/promises": ({ load }) => memberOf(load("fs"), "promises"),
  "il-crypto": ({ parts }) => cryptoMachine(parts.realm, parts.crypto, () => parts.provided.get("stream")),
  child_process: ({ childProcess }) => childProcess().module,
  cluster: ({ parts, childProcess, closeServers }) =>
    createCluster({
      closeServers,
      realm: parts.realm,
      EventEmitter: parts.EventEmitter,
      process: parts.process.object(),
      fork: (...given) => childProcess().fork(...given),
    }),
  "il-readline": ({ parts: { realm } }) => ({
    first: FIRST_PARAMETER,
    waits: (text: string) => realm.hint(() => ({ kind: "event", text })),
  }),
  "il-network": ({ network }) => network().module,
  buffer: ({ parts }) => ({ Buffer: parts.Buffer, ...parts.base64 }),
};

export function createBuiltins(parts: Parts): Builtins {
  const loaded = new Map<string, unknown>();
  const files = new Map<string, () => unknown>();
  let children: ChildProcessModule | undefined;
  let network: Network | undefined;
  const { env } = parts.options;
  const clustered = env !== undefined && Object.hasOwn(env, WORKER_ID);
  const loader: Loader = {
    parts,
    load(name) {
      const make = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
      if (make === undefined) return parts.provided.get(name) ?? parts.opaqueModule(name);
      if (!loaded.has(name)) loaded.set(name, make(loader));
      return loaded.get(name);
    },
    childProcess() {
      children ??= createChildProcess({
        realm: parts.realm,
        EventEmitter: parts.EventEmitter,
        ports: parts.ports,
        processes: parts.options.processes,
        process: parts.process.object(),
        timers: parts.timers,
        streams: () => parts.streams(),
        Buffer: parts.Buffer,
        stdio: parts.options.stdio,
      });
      return children;
    },
    closeServers: () => network?.close(),
    network() {
      network ??= createNetwork({
        realm: parts.realm,
        ports: parts.ports,
        primary: clustered ? parts.options.ppid : undefined,
        announce(port) {
          const object = parts.process.object();
          const send: unknown = clustered && Reflect.get(object, "connected") === true && Reflect.get(object, "send");
          const note = { cmd: "NODE_CLUSTER", act: "listening", addressType: 4, address: null, port };
          if (typeof send === "function") Reflect.apply(send, object, [note]);
        },
      });
      return network;
    },
  };
  return {
    begin() {
      // A worker of a cluster listens to its primary whether its code asks for the module or not.
      if (clustered) loader.load("cluster");
    },
    module: (path, load) => void files.set(path, load),
    find: (path) => files.get(path)?.(),
    has: (path) => files.has(path),
    provide: (name, module) => void parts.provided.set(name, module),
    read: (end) => readFrom({ realm: parts.realm, streams: () => parts.streams() }, end) ?? undefined,
    standardInput() {
      const { realm } = parts;
      const content = givenInput(realm);
      if (content === undefined) {
        const how = "a comment `@simulatedFile /dev/stdin` says what is in it";
        realm.assume("modelled-io", `Nobody has said what the program reads from standard input: it is empty; ${how}.`);
      }
      return readGiven({ realm, streams: () => parts.streams() }, "standard input", content ?? "");
    },
    close() {
      network?.close();
      children?.close();
    },
    load(name) {
      const file = files.size === 0 ? undefined : files.get(name.startsWith("file://") ? name.slice(7) : name);
      return file === undefined ? loader.load(name.startsWith("node:") ? name.slice(5) : name) : file();
    },
  };
}

function givenInput({ world }: Realm): string | undefined {
  return world.input.scenario.given?.find(({ path }) => path === "/dev/stdin")?.content;
}

function memberOf(module: unknown, name: string): unknown {
  return typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
}
