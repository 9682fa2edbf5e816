// `node:child_process`: the calls that start processes, reduced to one way of starting them.

import { codedError, get, isCallable, isObject, option } from "../../runtime/values";
import { type ChildProcesses, createChildProcesses, type Program, type StdioKind } from "../child-process";
import { parseCommand, scriptOf } from "../command";
import { abortError } from "../event-waits";
import type { Emitter, EmitterClass } from "../events";
import type { PortClasses } from "../message-port";
import type { StreamClasses } from "../pipe";
import { EXECUTABLE } from "../process";
import type { ProcessHost } from "../processes";
import type { Realm } from "../realm";
import type { TimersApi } from "../timers-api";
import { invalidType } from "../validate";

export interface ChildProcessInput {
  readonly realm: Realm;
  readonly EventEmitter: EmitterClass;
  readonly ports: PortClasses;
  readonly processes: ProcessHost;
  readonly process: object;
  readonly timers: TimersApi;
  readonly streams: () => StreamClasses | undefined;
  readonly Buffer: object;
}

export interface ChildProcessModule {
  readonly module: object;
  /** `fork` for `cluster`, which adds to the environment. */
  fork(file: string, args: readonly string[], options: object): Emitter;
  close(): void;
}

type Done = (error: unknown, stdout: unknown, stderr: unknown) => unknown;

export function createChildProcess(input: ChildProcessInput): ChildProcessModule {
  const { realm } = input;
  const io = realm.world.input.machine.ioLatency;
  const children: ChildProcesses = createChildProcesses({
    realm,
    Base: input.EventEmitter,
    ports: input.ports,
    processes: input.processes,
    streams: input.streams,
    foreign(command) {
      const how = `takes ${io / 1000} ms, prints nothing and exits with 0`;
      realm.assume("modelled-io", `\`${command}\` is a program outside of this one: it is taken that it ${how}`);
      return { delay: io, code: 0, stdout: "", stderr: "" };
    },
  });

  const start = (file: string, program: Program, spawnargs: readonly string[], options: unknown): Emitter => {
    realm.check();
    const { stdio, ipc } = stdioOf(option(options, "stdio"));
    const advanced = option(options, "serialization") === "advanced";
    const child = children.start({
      file,
      program,
      spawnargs,
      env: environment(option(options, "env") ?? get(input.process, "env")),
      stdio,
      ipc: ipc ? (advanced ? "advanced" : "json") : undefined,
    });
    limitTime(child, options);
    abortWith(child, option(options, "signal"), option(options, "killSignal"));
    return child;
  };

  const kill = (child: Emitter, signal: unknown) => {
    const method = get(child, "kill");
    return isCallable(method) && method.call(child, signal) === true;
  };
  const limitTime = (child: Emitter, options: unknown) => {
    const timeout = Number(option(options, "timeout") ?? 0);
    if (!(timeout > 0)) return;
    const timer = input.timers.setTimeout(() => void kill(child, option(options, "killSignal")), timeout);
    child.once("exit", () => void input.timers.clearTimeout(timer));
  };
  const abortWith = (child: Emitter, signal: unknown, killSignal: unknown) => {
    if (!isObject(signal)) return;
    const abort = () => {
      if (kill(child, killSignal)) child.emit("error", abortError(get(signal, "reason")));
    };
    if (get(signal, "aborted") === true) {
      realm.jobs.tick(realm.tasks.capture(), abort);
      return;
    }
    const [add, remove] = [get(signal, "addEventListener"), get(signal, "removeEventListener")];
    if (isCallable(add)) add.call(signal, "abort", abort, { once: true });
    child.once("exit", () => void (isCallable(remove) && remove.call(signal, "abort", abort)));
  };

  const spawn = (file: unknown, ...rest: unknown[]): Emitter => {
    const command = text(file, "file");
    const args = Array.isArray(rest[0]) ? rest[0].map(String) : [];
    const options = Array.isArray(rest[0]) || rest[0] === undefined || rest[0] === null ? rest[1] : rest[0];
    const shell = option(options, "shell");
    const words =
      shell === true || typeof shell === "string" ? parseCommand([command, ...args].join(" ")) : [command, ...args];
    const program = scriptOf(words) ?? { kind: "foreign", command: words.join(" ") };
    return start(command, program, [command, ...args], options);
  };

  const fork = (file: unknown, ...rest: unknown[]): Emitter => {
    const path = isObject(file) ? String(get(file, "href")) : text(file, "modulePath");
    const args = Array.isArray(rest[0]) ? rest[0].map(String) : [];
    const options = Array.isArray(rest[0]) || rest[0] === undefined || rest[0] === null ? rest[1] : rest[0];
    const given = option(options, "stdio");
    const silent = option(options, "silent") === true ? "pipe" : "inherit";
    if (Array.isArray(given) && !given.includes("ipc")) {
      const message = "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio";
      throw codedError(Error, "ERR_CHILD_PROCESS_IPC_REQUIRED", message);
    }
    const kind = typeof given === "string" ? given : silent;
    const stdio = Array.isArray(given) ? given : [kind, kind, kind, "ipc"];
    const execArgv = option(options, "execArgv") ?? get(input.process, "execArgv");
    const program: Program = {
      kind: "script",
      file: path,
      args,
      execArgv: Array.isArray(execArgv) ? execArgv.map(String) : [],
    };
    const executable = String(option(options, "execPath") ?? EXECUTABLE);
    return start(executable, program, [executable, ...program.execArgv, path, ...args], {
      ...asObject(options),
      stdio,
    });
  };

  /** `exec` and `execFile` differ in their arguments only. */
  const collect = (child: Emitter, command: string, options: unknown, done: unknown): Emitter => {
    const encoding = option(options, "encoding");
    const asText = encoding !== "buffer" && encoding !== null;
    const outputs = { stdout: gather(child, "stdout", asText), stderr: gather(child, "stderr", asText) };
    let error: unknown;
    let over = false;
    const finish = (code: unknown, signal: unknown) => {
      if (over) return;
      over = true;
      if (!isCallable(done)) return;
      const [stdout, stderr] = [outputs.stdout(), outputs.stderr()];
      if (error === undefined && code === 0 && signal === null) {
        done.call(undefined, null, stdout, stderr);
        return;
      }
      error ??= Object.assign(new Error(`Command failed: ${command}\n${String(stderr)}`), {
        code,
        killed: get(child, "killed") === true,
        signal,
        cmd: command,
      });
      done.call(undefined, error, stdout, stderr);
    };
    child.on("close", finish);
    child.on("error", (reason: unknown) => {
      error = reason;
      finish(undefined, null);
    });
    return child;
  };
  /** Reads a stream to its end; gives what came. */
  const gather = (child: Emitter, name: string, asText: boolean) => {
    const stream = get(child, name);
    const chunks: unknown[] = [];
    if (isObject(stream)) {
      if (asText) invoke(stream, "setEncoding", "utf8");
      invoke(stream, "on", "data", (chunk: unknown) => void chunks.push(chunk));
    }
    return () => (asText ? chunks.map(String).join("") : invoke(input.Buffer, "concat", chunks));
  };

  const exec = (command: unknown, ...rest: unknown[]): Emitter => {
    const line = text(command, "command");
    const options = isCallable(rest[0]) ? undefined : rest[0];
    return collect(spawn(line, [], { ...asObject(options), shell: true }), line, options, rest.find(isCallable));
  };
  const execFile = (file: unknown, ...rest: unknown[]): Emitter => {
    const args = Array.isArray(rest[0]) ? rest[0].map(String) : [];
    const options = rest.find((value) => isObject(value) && !Array.isArray(value) && !isCallable(value));
    const command = [text(file, "file"), ...args].join(" ");
    return collect(spawn(file, args, options), command, options, rest.find(isCallable));
  };

  /** The blocking calls. A program of the user's own cannot run inside one; a foreign one only takes its time. */
  const blocking = (name: string, words: readonly string[]) => {
    realm.check();
    const program = scriptOf(words);
    if (program !== undefined) {
      const message = `${name} of a file of this program is not simulated: it would have to run inside the call`;
      realm.limit(message);
      throw new Error(message);
    }
    const command = words.join(" ");
    const how = `blocks its thread for ${io / 1000} ms, prints nothing and exits with 0`;
    realm.assume("modelled-io", `\`${command}\` is a program outside of this one: it is taken that it ${how}`);
    for (let tick = 0; tick < io; tick++) realm.recorder.tick();
    return "";
  };
  const nothing = (options: unknown) => {
    const encoding = option(options, "encoding");
    return typeof encoding === "string" && encoding !== "buffer" ? "" : invoke(input.Buffer, "from", "");
  };
  const optionsOf = (rest: readonly unknown[]) => rest.find((value) => isObject(value) && !Array.isArray(value));
  const wordsOf = (file: unknown, args: unknown) => [String(file), ...(Array.isArray(args) ? args.map(String) : [])];

  promisified(realm, exec);
  promisified(realm, execFile);
  const module = {
    ChildProcess: children.ChildProcess,
    spawn,
    fork,
    exec,
    execFile,
    execSync(command: unknown, options?: unknown) {
      blocking("execSync", parseCommand(String(command)));
      return nothing(options);
    },
    execFileSync(file: unknown, ...rest: unknown[]) {
      blocking("execFileSync", wordsOf(file, rest[0]));
      return nothing(optionsOf(rest));
    },
    spawnSync(file: unknown, ...rest: unknown[]) {
      blocking("spawnSync", wordsOf(file, rest[0]));
      const empty = () => nothing(optionsOf(rest));
      return { pid: 0, status: 0, signal: null, stdout: empty(), stderr: empty(), output: [null, empty(), empty()] };
    },
  };
  return {
    module,
    fork: (file, args, options) => fork(file, args, options),
    close: children.close,
  };
}

/** `util.promisify(exec)` gives `{ stdout, stderr }`, and the child beside the promise. */
function promisified(realm: Realm, run: (...args: unknown[]) => Emitter): void {
  const value = (...args: unknown[]) => {
    const { promise, record } = realm.pending(() => ({ kind: "event", text: `the end of \`${String(args[0])}\`` }));
    const done: Done = (error, stdout, stderr) => {
      if (error === null) realm.promises.resolve(record, { stdout, stderr });
      else realm.promises.reject(record, isObject(error) ? Object.assign(error, { stdout, stderr }) : error);
    };
    return Object.assign(promise, { child: run(...args, done) });
  };
  Object.defineProperty(run, Symbol.for("nodejs.util.promisify.custom"), { value });
}

/** The three streams, and whether there is an IPC channel. */
function stdioOf(given: unknown): {
  readonly stdio: readonly [StdioKind, StdioKind, StdioKind];
  readonly ipc: boolean;
} {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given, given, given];
  const kind = (index: number): StdioKind => {
    const value = list[index] ?? "pipe";
    if (value === "pipe" || value === "overlapped") return "pipe";
    return value === "ignore" ? "ignore" : "inherit";
  };
  return { stdio: [kind(0), kind(1), kind(2)], ipc: list.includes("ipc") };
}

/** A copy whose values are text, as the operating system keeps them. */
function environment(env: unknown): object {
  if (!isObject(env)) return {};
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

function asObject(options: unknown): object {
  return isObject(options) ? options : {};
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  if (isObject(value) && typeof get(value, "href") === "string") return String(get(value, "href"));
  throw invalidType(name, "of type string", value);
}

function invoke(target: object, method: string, ...args: unknown[]): unknown {
  const found = get(target, method);
  return isCallable(found) ? found.call(target, ...args) : undefined;
}
