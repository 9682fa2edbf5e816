// `process` of one thread: identity, exit, and the events at the end of a program.

import { type Callable, codedError, get, isCallable, isError, isObject } from "../runtime/values";
import type { ConsoleTools } from "./console";
import type { Emitter, EmitterClass } from "./events";
import { type ProcessHost, SIGNALS, signalName } from "./processes";
import type { Realm } from "./realm";
import { checkNumber, checkString, invalidType, outOfRange } from "./validate";

export interface ProcessOptions {
  readonly pid: number;
  readonly ppid: number;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly isMain: boolean;
}

export interface VirtualProcess {
  /** The object itself, made when the program first looks at it. */
  object(): Emitter;
  /** Emits an event; `false` where nobody listens. */
  emit(event: string, ...args: unknown[]): boolean;
  listens(event: string): boolean;
  /** `process.exitCode`, where the program has set it. */
  exitCode(): number | undefined;
  setExitCode(code: number): void;
  /** What takes errors that nobody caught in the place of `uncaughtException`. */
  capture(): Callable | undefined;
  /** Runs the `exit` listeners, once. */
  emitExit(code: number): void;
  /** The `warning` event, and its line on stderr. */
  warn(warning: Error): void;
  /** Emits a signal's event; `false` where nobody listens for it. */
  emitSignal(name: string): boolean;
  /** Makes it as it was at first. */
  renew(): void;
}

/** What `process.execPath` says. */
export const EXECUTABLE = "/usr/bin/node";

/** The directory that the simulated program believes it runs in. */
export const WORKING_DIRECTORY = "/workspace";

export interface ProcessInput {
  readonly realm: Realm;
  readonly EventEmitter: EmitterClass;
  readonly tools: ConsoleTools;
  readonly options: ProcessOptions;
  readonly processes: ProcessHost;
  /** `process.env`. */
  readonly env: object;
  /** What the process reads; `undefined` where nobody writes to it. */
  stdin(): object | undefined;
  exit(code: number | undefined): never;
}

export function createProcess(realm: Realm, input: () => ProcessInput): VirtualProcess {
  let made: ProcessObject | undefined;
  let exiting = false;
  let code: number | undefined;
  const heard = (event: string): boolean => made !== undefined && made.object.listenerCount(event) > 0;
  const virtual: VirtualProcess = {
    object() {
      if (made === undefined) {
        made = createProcessObject(
          input(),
          () => exiting,
          (warning) => virtual.warn(warning),
        );
        if (code !== undefined) Reflect.set(made.object, "exitCode", code);
      }
      return made.object;
    },
    emit: (event, ...args) => made?.object.emit(event, ...args) ?? false,
    listens: heard,
    exitCode() {
      if (made === undefined) return code;
      const own = get(made.object, "exitCode");
      return own === undefined || own === null ? undefined : Number(own) || 0;
    },
    capture: () => made?.capture(),
    setExitCode(wanted) {
      code = wanted;
      if (made !== undefined) Reflect.set(made.object, "exitCode", wanted);
    },
    emitExit(final) {
      if (exiting) return;
      exiting = true;
      if (made === undefined) return;
      made.object.emit("exit", final);
      made.flush();
    },
    warn(warning) {
      realm.jobs.tick(realm.tasks.capture(), () => {
        const { name, message } = warning;
        const code = get(warning, "code");
        const detail = get(warning, "detail");
        const { options, tools } = input();
        const head = `(node:${options.pid}) ${typeof code === "string" && code !== "" ? `[${code}] ` : ""}${name}: ${message}`;
        tools.write("stderr", typeof detail === "string" ? `${head}\n${detail}` : head);
        made?.object.emit("warning", warning);
      });
    },
    emitSignal(name) {
      if (made === undefined || !heard(name)) return false;
      const { object } = made;
      realm.loop.complete(realm.job(() => void object.emit(name, name, SIGNALS[name])));
      return true;
    },
    renew() {
      made = undefined;
      exiting = false;
      code = undefined;
    },
  };
  return virtual;
}

interface ProcessObject {
  readonly object: Emitter;
  readonly capture: () => Callable | undefined;
  /** Writes what has been printed without a line's end. */
  flush(): void;
}

function createProcessObject(
  input: ProcessInput,
  exiting: () => boolean,
  warn: (warning: Error) => void,
): ProcessObject {
  const { realm, EventEmitter: Base, tools, options, processes, stdin, exit } = input;
  const object = new Base();
  let capture: Callable | undefined;
  const put = tools.put;
  const stream = (name: "stdout" | "stderr", fd: number) => {
    const target = new Base();
    return Object.assign(target, {
      fd,
      isTTY: false,
      writable: true,
      columns: 80,
      write(text: unknown, ...rest: unknown[]) {
        put(name, String(text));
        const callback = rest.find(isCallable);
        if (callback !== undefined) realm.jobs.tick(realm.tasks.capture(), () => void callback.call(undefined));
        return true;
      },
      end(text?: unknown) {
        if (text !== undefined) put(name, `${String(text)}\n`);
      },
    });
  };
  const hrtime = (previous?: unknown) => {
    const now = realm.recorder.now();
    const [seconds, nanos] = Array.isArray(previous) ? previous.map(Number) : [0, 0];
    const total = now * 1000 - (seconds ?? 0) * 1e9 - (nanos ?? 0);
    return [Math.floor(total / 1e9), total % 1e9];
  };
  hrtime.bigint = () => BigInt(realm.recorder.now()) * 1000n;

  Object.assign(object, {
    title: "node",
    pid: options.pid,
    ppid: options.ppid,
    platform: "linux",
    arch: "x64",
    version: "v20.0.0",
    versions: { node: "20.0.0", v8: "11.3.0" },
    release: { name: "node" },
    argv: [EXECUTABLE, ...options.argv],
    argv0: "node",
    execArgv: [...options.execArgv],
    execPath: EXECUTABLE,
    env: input.env,
    stdout: stream("stdout", 1),
    stderr: stream("stderr", 2),
    features: {},
    config: {},
    nextTick(callback: unknown, ...args: unknown[]) {
      realm.check();
      if (!isCallable(callback)) throw invalidType("callback", "of type function", callback);
      if (!exiting()) realm.jobs.tick(realm.tasks.capture(), () => realm.call(callback, undefined, args));
    },
    exit(code?: unknown) {
      realm.check();
      if (code !== undefined) checkExitCode(code);
      return exit(code === undefined || code === null ? undefined : Number(code));
    },
    reallyExit: (code?: unknown) => exit(code === undefined ? undefined : Number(code)),
    abort: () => exit(134),
    kill(pid: unknown, given: unknown = "SIGTERM") {
      realm.check();
      const signal = given === 0 ? "0" : signalName(given);
      if (signal === undefined) {
        throw codedError(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${String(given)}`);
      }
      if (!processes.isAlive(Number(pid))) {
        throw Object.assign(codedError(Error, "ESRCH", "kill ESRCH"), { errno: -3, syscall: "kill" });
      }
      if (signal !== "0") processes.signal(Number(pid), signal);
      return true;
    },
    cwd: () => WORKING_DIRECTORY,
    chdir: () => undefined,
    umask: () => 18,
    uptime: () => realm.recorder.now() / 1e6,
    hrtime,
    memoryUsage: Object.assign(() => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }), {
      rss: () => 0,
    }),
    cpuUsage: () => ({ user: realm.recorder.now(), system: 0 }),
    resourceUsage: () => ({ userCPUTime: realm.recorder.now(), systemCPUTime: 0 }),
    getuid: () => 1000,
    getgid: () => 1000,
    emitWarning: (warning: unknown, type?: unknown, code?: unknown) => warn(warningOf(warning, type, code)),
    setUncaughtExceptionCaptureCallback(given: unknown) {
      if (given !== null && !isCallable(given)) throw invalidType("fn", "of type function or null", given);
      if (given !== null && capture !== undefined) {
        const text = "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active";
        throw codedError(Error, "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET", text);
      }
      capture = given === null ? undefined : given;
    },
    hasUncaughtExceptionCaptureCallback: () => capture !== undefined,
    binding: () => ({}),
  });
  let standardInput: object | undefined;
  Object.defineProperty(object, "stdin", {
    get() {
      standardInput ??= Object.assign(
        stdin() ?? Object.assign(new Base(), { resume: () => undefined, pause: () => undefined }),
        { fd: 0, isTTY: false },
      );
      return standardInput;
    },
    enumerable: true,
    configurable: true,
  });
  Object.defineProperty(object, Symbol.toStringTag, { value: "process", configurable: true });
  let exitCode: unknown;
  Object.defineProperty(object, "exitCode", {
    get: () => exitCode,
    set(given: unknown) {
      checkExitCode(given);
      exitCode = given;
    },
    enumerable: true,
    configurable: true,
  });

  return { object, flush: tools.flush, capture: () => capture };
}

/** Whole numbers, and texts that are one (`process.exitCode`). */
function checkExitCode(given: unknown): void {
  if (given === undefined || given === null) return;
  const code = typeof given === "string" && given !== "" && Number.isInteger(Number(given)) ? Number(given) : given;
  checkNumber("code", code);
  if (!Number.isInteger(code)) throw outOfRange("code", "an integer", code);
}

/** What `process.emitWarning` was given, as the error that it emits. */
function warningOf(warning: unknown, given: unknown, givenCode: unknown): Error {
  const options = isObject(given) && !isCallable(given) ? given : undefined;
  const type = options === undefined ? given : (get(options, "type") ?? "Warning");
  const code = options === undefined ? givenCode : get(options, "code");
  const detail = options === undefined ? undefined : get(options, "detail");
  if (type !== undefined && !isCallable(type)) checkString("type", type);
  if (isError(warning)) return warning;
  if (typeof warning !== "string") throw invalidType("warning", "of type string or an instance of Error", warning);
  const made = new Error(warning);
  made.name = typeof type === "string" ? type : "Warning";
  if (code !== undefined) Object.assign(made, { code });
  if (typeof detail === "string") Object.assign(made, { detail });
  return made;
}
