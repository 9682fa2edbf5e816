// `node:child_process`: the calls that start processes, reduced to one way of starting them.

import { get, isCallable, isObject } from "../../runtime/values";
import { type ChildProcesses, createChildProcesses, type Program } from "../child-process";
import { parseCommand, scriptOf } from "../command";
import { abortError } from "../event-waits";
import type { Emitter, EmitterClass } from "../events";
import type { PortClasses } from "../message-port";
import type { StreamClasses } from "../pipe";
import { EXECUTABLE } from "../process";
import type { ProcessHost, Stdio } from "../processes";
import type { Realm } from "../realm";
import type { TimersApi } from "../timers-api";
import { checkSignal } from "../validate";
import { createExec } from "./exec";
import {
  checkLimits,
  checkSerialization,
  environmentOf,
  forkArguments,
  spawnArguments,
  stdioOf,
} from "./spawn-options";
import { createBlocking } from "./spawn-sync";

export interface ChildProcessInput {
  readonly realm: Realm;
  readonly EventEmitter: EmitterClass;
  readonly ports: PortClasses;
  readonly processes: ProcessHost;
  readonly process: object;
  readonly timers: TimersApi;
  readonly streams: () => StreamClasses | undefined;
  readonly Buffer: object;
  /** Where this process's own output goes. */
  readonly stdio: Stdio;
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
  const assumed = (command: string, how: string) =>
    realm.assume("modelled-io", `\`${command}\` is a program outside of this one: it is taken that it ${how}`);
  const children: ChildProcesses = createChildProcesses({
    realm,
    Base: input.EventEmitter,
    ports: input.ports,
    processes: input.processes,
    streams: input.streams,
    stdio: input.stdio,
    foreign(command) {
      assumed(command, `takes ${io / 1000} ms, prints nothing and exits with 0`);
      return { delay: io, code: 0, stdout: "", stderr: "" };
    },
  });
  const ownStream = (stream: object): 1 | 2 | undefined => {
    if (stream === get(input.process, "stdout")) return 1;
    return stream === get(input.process, "stderr") ? 2 : undefined;
  };

  const start = (file: string, program: Program, spawnargs: readonly string[], options: object): Emitter => {
    realm.check();
    const killSignal = checkLimits(options);
    checkSignal("options.signal", get(options, "signal"));
    checkSerialization(get(options, "serialization"));
    const { stdio, ipc } = stdioOf(get(options, "stdio"), ownStream);
    const advanced = get(options, "serialization") === "advanced";
    const child = children.start({
      file,
      program,
      spawnargs,
      env: environmentOf(get(options, "env") ?? get(input.process, "env")),
      stdio,
      ipc: ipc ? (advanced ? "advanced" : "json") : undefined,
    });
    limitTime(child, Number(get(options, "timeout") ?? 0), killSignal);
    abortWith(child, get(options, "signal"), killSignal);
    return child;
  };

  const kill = (child: Emitter, signal: unknown) => {
    const method = get(child, "kill");
    return isCallable(method) && method.call(child, signal) === true;
  };
  const limitTime = (child: Emitter, timeout: number, killSignal: unknown) => {
    if (!(timeout > 0)) return;
    const timer = input.timers.setTimeout(() => void kill(child, killSignal), timeout);
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

  const spawn = (given: unknown, ...rest: unknown[]): Emitter => {
    const { file, args, options } = spawnArguments(given, rest);
    const shell = get(options, "shell");
    const words =
      shell === true || typeof shell === "string" ? parseCommand([file, ...args].join(" ")) : [file, ...args];
    const program = scriptOf(words) ?? { kind: "foreign", command: words.join(" ") };
    return start(file, program, [file, ...args], options);
  };

  const fork = (given: unknown, ...rest: unknown[]): Emitter => {
    const { file, args, options } = forkArguments(given, rest);
    const own = get(options, "execArgv") ?? get(input.process, "execArgv");
    const execArgv = Array.isArray(own) ? own.map(String) : [];
    const program: Program = { kind: "script", file, args, execArgv };
    const executable = String(get(options, "execPath") ?? EXECUTABLE);
    return start(executable, program, [executable, ...execArgv, file, ...args], options);
  };

  const { exec, execFile } = createExec({ realm, timers: input.timers, Buffer: input.Buffer, spawn });
  const blocking = createBlocking({
    realm,
    process: input.process,
    processes: input.processes,
    Buffer: input.Buffer,
    stdio: input.stdio,
    ownStream,
    foreign: (command) => assumed(command, `blocks its thread for ${io / 1000} ms, prints nothing and exits with 0`),
  });

  promisified(realm, exec);
  promisified(realm, execFile);
  const module = { ChildProcess: children.ChildProcess, spawn, fork, exec, execFile, ...blocking };
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
