// The parts of one thread's platform, each made when it is first asked for: most programs use few of them.

import { type AbortClasses, createAbortClasses } from "./abort";
import { createAsyncHooks } from "./async-context";
import { type Base64, createBase64 } from "./base64";
import { createBroadcastChannel } from "./broadcast-channel";
import { createBuffer } from "./builtins/buffer";
import { createDate, createPerformance } from "./clock";
import { type ConsoleTools, createConsole } from "./console";
import { createCrypto } from "./crypto";
import { createEnv } from "./env";
import { createEventClasses, type EventClasses } from "./event-target";
import { createEvents, type EmitterClass, type EventsModule } from "./events";
import { type Ipc, setupIpc } from "./ipc";
import { createPortClasses, type PortClasses } from "./message-port";
import { createOpaque } from "./opaque";
import { type StreamClasses, streamClasses } from "./pipe";
import type { VirtualProcess } from "./process";
import type { Realm } from "./realm";
import type { ThreadOptions } from "./thread-options";
import { createTimersApi, type TimersApi } from "./timers-api";
import { createWebLocks, type WebLocks } from "./web-locks";
import { createWorkerClass } from "./worker";

type OpaqueKind = "opaque-module" | "opaque-value" | "missing-package";

/** A class, since each part begins to exist when it is first read. */
export class Parts {
  readonly realm: Realm;
  readonly tools: ConsoleTools;
  readonly options: ThreadOptions;
  readonly process: VirtualProcess;
  /** Modules that come with the program's own bundle instead of with the engine: `stream`. */
  readonly provided = new Map<string, unknown>();
  #env: object | undefined;
  #emitters: EventsModule | undefined;
  #events: EventClasses | undefined;
  #timers: TimersApi | undefined;
  #ports: PortClasses | undefined;
  #worker: object | undefined;
  #abort: AbortClasses | undefined;
  #locks: WebLocks | undefined;
  #navigator: object | undefined;
  #date: object | undefined;
  #performance: object | undefined;
  #crypto: object | undefined;
  #broadcastChannel: object | undefined;
  #asyncHooks: Readonly<Record<string, unknown>> | undefined;
  #console: object | undefined;
  #buffer: object | undefined;
  #base64: Base64 | undefined;
  #parentPort: object | null | undefined;
  #workerData: { readonly value: unknown } | undefined;
  #opaque: Map<string, object> | undefined;
  #ipc: Ipc | undefined;

  /** `process` is given, since it says how the thread ends. */
  constructor(realm: Realm, tools: ConsoleTools, options: ThreadOptions, process: VirtualProcess) {
    this.realm = realm;
    this.tools = tools;
    this.options = options;
    this.process = process;
  }

  /** Called once: what arrives before the program looks must find the thread. */
  attach(): void {
    const { realm, options } = this;
    if (options.parentPort !== undefined) this.#parentPort = this.ports.adopt(options.parentPort);
    if (options.ipc !== undefined) {
      const ends = { ...options.ipc, side: "child", ended: () => undefined } as const;
      this.#ipc = setupIpc(realm, this.process.object(), this.ports, ends);
    }
    if (typeof options.workerData === "object" && options.workerData !== null)
      this.#workerData = { value: this.ports.unpack(options.workerData) };
  }

  /** `process.env`; a worker's is made by its parent. */
  get env(): object {
    const { env, isMain } = this.options;
    this.#env ??= isMain || env === undefined ? createEnv(env) : env;
    return this.#env;
  }
  get EventEmitter(): EmitterClass {
    this.#emitters ??= createEvents(this.realm, () => this.events);
    return this.#emitters.EventEmitter;
  }
  get events(): EventClasses {
    this.#events ??= createEventClasses(this.realm);
    return this.#events;
  }
  get timers(): TimersApi {
    this.#timers ??= createTimersApi(this.realm);
    return this.#timers;
  }
  get ports(): PortClasses {
    this.#ports ??= createPortClasses(this.realm, this.events);
    return this.#ports;
  }
  get Worker(): object {
    this.#worker ??= createWorkerClass({
      realm: this.realm,
      Base: this.EventEmitter,
      ports: this.ports,
      host: this.options.workers,
      env: () => this.env,
      execArgv: this.options.execArgv,
      streams: () => this.streams(),
    });
    return this.#worker;
  }
  get abort(): AbortClasses {
    this.#abort ??= createAbortClasses(this.realm, this.events, this.timers);
    return this.#abort;
  }
  get navigator(): object {
    this.#locks ??= createWebLocks(this.realm, this.events);
    this.#navigator ??= {
      locks: this.#locks.object,
      hardwareConcurrency: this.realm.world.input.machine.cpus,
      userAgent: "Node.js/20",
    };
    return this.#navigator;
  }
  get Date(): object {
    this.#date ??= createDate(this.realm);
    return this.#date;
  }
  get performance(): object {
    this.#performance ??= createPerformance(this.realm);
    return this.#performance;
  }
  get crypto(): object {
    this.#crypto ??= createCrypto(this.realm);
    return this.#crypto;
  }
  get BroadcastChannel(): object {
    this.#broadcastChannel ??= createBroadcastChannel(this.realm, this.events, this.ports);
    return this.#broadcastChannel;
  }
  get asyncHooks(): Readonly<Record<string, unknown>> {
    this.#asyncHooks ??= createAsyncHooks(this.realm);
    return this.#asyncHooks;
  }
  get console(): object {
    this.#console ??= createConsole(this.realm, this.tools);
    return this.#console;
  }
  get Buffer(): object {
    this.#buffer ??= createBuffer();
    return this.#buffer;
  }
  get base64(): Base64 {
    this.#base64 ??= createBase64();
    return this.#base64;
  }
  get parentPort(): object | null {
    return this.#parentPort ?? null;
  }
  get workerData(): unknown {
    return this.#workerData === undefined ? this.options.workerData : this.#workerData.value;
  }
  /** `undefined` in a program that does not bring `node:stream` along. */
  streams(): StreamClasses | undefined {
    const module = this.provided.get("stream");
    return module === undefined ? undefined : streamClasses(module, this.Buffer);
  }

  /** A value that stands for something that is not simulated; `message` says so to whoever reads the run. */
  opaque(name: string, message: string, kind: OpaqueKind): object {
    this.realm.assume(kind, message);
    this.#opaque ??= new Map();
    let value = this.#opaque.get(name);
    if (value === undefined) {
      value = createOpaque(this.realm, name);
      this.#opaque.set(name, value);
    }
    return value;
  }
  opaqueModule(name: string): object {
    const message = `\`${name}\` is not simulated: whatever the program does with it gives an opaque value`;
    return this.opaque(name, message, "opaque-module");
  }

  /** An error made fit to cross to the parent thread. */
  cloneError(error: unknown): unknown {
    try {
      const copy = this.ports.clone(error, undefined);
      // Unlike a message, an uncaught error keeps its own properties, such as `code`.
      if (typeof copy === "object" && copy !== null && error instanceof Error)
        Object.assign(copy, this.ports.clone({ ...error }, undefined));
      return copy;
    } catch {
      const isObject = (typeof error === "object" && error !== null) || typeof error === "function";
      return new Error(isObject ? this.tools.show(error) : String(error));
    }
  }

  /** Gives back what the thread holds: it has ended. */
  close(): void {
    this.#ipc?.close();
    this.#ports?.closeAll();
    this.#locks?.close();
  }
}
