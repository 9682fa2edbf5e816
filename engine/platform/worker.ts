// `new Worker(...)` of `node:worker_threads`: the parent's side of a thread.

import { codedError, get, isObject, option } from "../runtime/values";
import type { SiteId } from "../scenario";
import { inheritEnvironmentData } from "./environment-data";
import type { EmitterClass } from "./events";
import { createPair, type PortClasses, type PortEnd, post, portSource, send } from "./message-port";
import type { Realm } from "./realm";

/** What a new thread is given. */
export interface ThreadStart {
  /** Id of its code unit; `undefined` where the program has no such file. */
  readonly unit: string | undefined;
  /** What the program asked for, for messages. */
  readonly asked: string;
  readonly name: string;
  readonly workerData: unknown;
  readonly env: object | undefined;
  readonly argv: readonly string[];
  readonly parentPort: PortEnd;
  readonly site: SiteId | undefined;
  /** The thread tells its parent, in the kernel's time. */
  readonly online: () => void;
  readonly failed: (error: unknown) => void;
  readonly exited: (code: number) => void;
}

export interface StartedThread {
  readonly threadId: number;
  /** Ends it from outside, in the kernel's time. */
  terminate(): void;
  setDaemon(daemon: boolean): void;
}

export interface WorkerHost {
  start(given: ThreadStart): StartedThread;
  /** Id of the unit that a path or URL means. */
  resolveUnit(file: string): string | undefined;
}

export function createWorkerClass(realm: Realm, Base: EmitterClass, ports: PortClasses, host: WorkerHost): object {
  class Worker extends Base {
    threadId: number;
    readonly stdin = null;
    readonly stdout = null;
    readonly stderr = null;
    readonly resourceLimits = {};
    readonly performance = {};
    readonly #end: PortEnd;
    readonly #thread: StartedThread;
    #referenced = true;
    #portReferenced = false;
    #exitCode: number | undefined;
    readonly #exits: ((code: number) => void)[] = [];

    constructor(file: unknown, options?: unknown) {
      super();
      realm.check();
      const asked = fileOf(file, option(options, "eval") === true);
      const workerData = ports.clone(option(options, "workerData"), option(options, "transferList"));
      const label = labelOf(asked);
      const [here, there] = createPair(realm, [`messages of ${label}`, `parentPort of ${label}`]);
      this.#end = here;
      const source = portSource(here);
      const site = realm.site;
      const handle = {
        what: () => `worker ${label}`,
        site,
        referenced: () => this.#exitCode === undefined && (this.#referenced || this.#portReferenced),
      };
      realm.loop.addSource(source);
      realm.loop.addHandle(handle);
      here.receiver = {
        realm,
        started: () => true,
        deliver: (value) => {
          const message = ports.unpack(value);
          realm.announce();
          return this.emit("message", message);
        },
        closed: () => undefined,
      };
      const control = (run: () => void) => post(here, { kind: "control", run });
      const name = option(options, "name");
      const argv = option(options, "argv");
      const env = option(options, "env");
      this.#thread = host.start({
        unit: host.resolveUnit(asked),
        asked,
        name: typeof name === "string" && name.trim() !== "" ? name.trim() : label,
        workerData,
        env: isObject(env) ? env : undefined,
        argv: Array.isArray(argv) ? argv.map(String) : [],
        parentPort: there,
        site,
        online: () => control(() => void this.emit("online")),
        failed: (error) => control(() => void this.emit("error", error)),
        exited: (code) =>
          control(() => {
            this.#exitCode = code;
            this.threadId = -1;
            realm.loop.removeSource(source);
            realm.loop.removeHandle(handle);
            this.emit("exit", code);
            for (const settle of this.#exits) settle(code);
          }),
      });
      this.threadId = this.#thread.threadId;
      inheritEnvironmentData(realm, this.threadId, (value) => ports.clone(value, undefined));
      this.#watchListeners();
    }

    postMessage(value: unknown, transfer?: unknown): void {
      realm.check();
      const copy = ports.clone(value, transfer);
      if (this.#exitCode === undefined) send(realm, this.#end, copy);
    }

    terminate(): object {
      realm.check();
      const { promise, record } = realm.pending(() => ({ kind: "event", text: "the exit of a terminated worker" }));
      if (this.#exitCode !== undefined) {
        realm.promises.resolve(record, undefined);
        return promise;
      }
      this.ref();
      this.#exits.push((code) => realm.promises.resolve(record, code));
      const thread = this.#thread;
      realm.recorder.effect(() => thread.terminate());
      return promise;
    }

    ref(): void {
      this.#referenced = true;
      this.#thread.setDaemon(false);
    }
    unref(): void {
      this.#referenced = false;
      this.#portReferenced = false;
      this.#thread.setDaemon(true);
    }
    getEnvironmentData(): undefined {
      return undefined;
    }

    /** A first `message` listener references the port, the removal of the last one undoes it. */
    #watchListeners(): void {
      let inside = false;
      this.on("newListener", (event: unknown) => {
        if (event === "message" && this.listenerCount("message") === 0) this.#portReferenced = true;
      });
      this.on("removeListener", (event: unknown) => {
        if (inside || event !== "message" || this.listenerCount("message") > 0) return;
        inside = true;
        this.#portReferenced = false;
        inside = false;
      });
    }
  }
  return Worker;
}

function fileOf(file: unknown, isSource: boolean): string {
  if (isSource) {
    if (typeof file !== "string") {
      throw codedError(
        TypeError,
        "ERR_INVALID_ARG_VALUE",
        "The property 'options.eval' must be false when 'filename' is not a string.",
      );
    }
    return `eval:${file}`;
  }
  if (typeof file === "string") return file;
  const href = isObject(file) ? get(file, "href") : undefined;
  if (typeof href === "string") return href;
  throw codedError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    'The "filename" argument must be of type string or an instance of URL.',
  );
}

function labelOf(asked: string): string {
  if (asked.startsWith("eval:")) return "[eval]";
  return asked.split(/[?#]/)[0]?.split("/").at(-1) || asked;
}
