// `new Worker(...)` of `node:worker_threads`: the parent's side of a thread.

import { codedError, get, isObject, option } from "../runtime/values";
import type { SiteId } from "../scenario";
import { createEnv } from "./env";
import { inheritEnvironmentData } from "./environment-data";
import type { EmitterClass } from "./events";
import { createPair, type PortClasses, type PortEnd, post, portSource, send } from "./message-port";
import { createReader, createWriter, type PipeHost } from "./pipe";
import type { Stdio } from "./processes";
import type { Realm } from "./realm";
import { invalidType } from "./validate";

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
  readonly execArgv: readonly string[];
  readonly parentPort: PortEnd;
  /** What it reads and where it writes, where that is not what its process does. */
  readonly stdio: Partial<Stdio>;
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

export const SHARE_ENV = Symbol.for("nodejs.worker_threads.SHARE_ENV");

export interface WorkerInput {
  readonly realm: Realm;
  readonly Base: EmitterClass;
  readonly ports: PortClasses;
  readonly host: WorkerHost;
  /** `process.env` of the thread that makes workers. */
  readonly env: () => object;
  /** Its `process.execArgv`, which workers inherit. */
  readonly execArgv: readonly string[];
  readonly streams: PipeHost["streams"];
}

export function createWorkerClass(input: WorkerInput): object {
  const { realm, Base, ports, host, env: ownEnv, execArgv } = input;
  class Worker extends Base {
    threadId: number;
    readonly stdin: object | null;
    readonly stdout: object | null;
    readonly stderr: object | null;
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
      const asked = fileOf(file, Boolean(option(options, "eval")));
      const { argv, flags, env } = startOptions(options, execArgv);
      const workerData = ports.clone(option(options, "workerData"), option(options, "transferList"));
      const label = labelOf(asked);
      const pipe = (name: "stdout" | "stderr") =>
        option(options, name) ? createReader(input, `${name} of ${label}`) : undefined;
      const stdin = option(options, "stdin") ? createWriter(input, `stdin of ${label}`) : undefined;
      const [out, err] = [pipe("stdout"), pipe("stderr")];
      this.stdin = stdin?.stream ?? null;
      this.stdout = out?.stream ?? null;
      this.stderr = err?.stream ?? null;
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
      this.#thread = host.start({
        unit: host.resolveUnit(asked),
        asked,
        name: typeof name === "string" && name.trim() !== "" ? name.trim() : label,
        workerData,
        // A copy of the thread's own, where nothing else is asked for.
        env: env === SHARE_ENV ? ownEnv() : createEnv(isObject(env) ? env : ownEnv()),
        argv,
        execArgv: flags,
        parentPort: there,
        stdio: {
          ...(stdin === undefined ? {} : { stdin: stdin.end }),
          ...(out === undefined ? {} : { stdout: out.sink }),
          ...(err === undefined ? {} : { stderr: err.sink }),
        },
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

function startOptions(
  options: unknown,
  inherited: readonly string[],
): { readonly argv: readonly string[]; readonly flags: readonly string[]; readonly env: unknown } {
  const list = (name: string): readonly string[] | undefined => {
    const given = option(options, name);
    if (!given) return undefined;
    if (!Array.isArray(given)) throw invalidType(`options.${name}`, "an instance of Array", given);
    return given.map(String);
  };
  const flags = list("execArgv") ?? inherited;
  const argv = list("argv") ?? [];
  const env = option(options, "env");
  const known = env === undefined || env === null || env === SHARE_ENV || (typeof env === "object" && isObject(env));
  if (!known)
    throw invalidType("options.env", "of type object or one of undefined, null, or worker_threads.SHARE_ENV", env);
  return { argv, flags, env };
}

function fileOf(file: unknown, isSource: boolean): string {
  if (isSource) {
    if (typeof file === "string") return `eval:${file}`;
    throw codedError(
      TypeError,
      "ERR_INVALID_ARG_VALUE",
      "The property 'options.eval' must be false when 'filename' is not a string. Received true",
    );
  }
  if (typeof file === "string") {
    if (/^(?:\/|\.\.?\/|data:)/.test(file)) return file;
    const hint = /^(?:file|https?):/.test(file) ? " Wrap file:// URLs with `new URL`." : "";
    throw codedError(
      TypeError,
      "ERR_WORKER_PATH",
      "The worker script or module filename must be an absolute path or a relative path starting with './' or '../'." +
        `${hint} Received "${file}"`,
    );
  }
  const href = isObject(file) ? get(file, "href") : undefined;
  if (typeof href !== "string") throw invalidType("filename", "of type string or an instance of URL", file);
  if (!/^(?:file|data):/.test(href))
    throw codedError(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  return href;
}

function labelOf(asked: string): string {
  if (asked.startsWith("eval:")) return "[eval]";
  return asked.split(/[?#]/)[0]?.split("/").at(-1) || asked;
}
