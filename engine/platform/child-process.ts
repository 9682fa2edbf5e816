// `ChildProcess` of `node:child_process`: the parent's side of a process.

import { codedError, get, isCallable, isObject } from "../runtime/values";
import type { LoopJob, PollSource } from "./event-loop";
import type { Emitter, EmitterClass } from "./events";
import { type Ipc, type Serialization, setupIpc } from "./ipc";
import { createPair, type PortClasses } from "./message-port";
import { createReader, createWriter, type StreamClasses } from "./pipe";
import { type OutputSink, type ProcessHost, type StartedProcess, type Stdio, signalName } from "./processes";
import type { Realm } from "./realm";

/** What a `ChildProcess` is to run. */
export type Program =
  /** A file of the user's own program. */
  | {
      readonly kind: "script";
      readonly file: string;
      readonly args: readonly string[];
      readonly execArgv: readonly string[];
    }
  /** Anything else: it takes its time and ends as it is assumed to. */
  | { readonly kind: "foreign"; readonly command: string };

export type StdioKind = "pipe" | "ignore" | "inherit-stdin" | "inherit-stdout" | "inherit-stderr";

export interface SpawnOptions {
  readonly file: string;
  readonly spawnargs: readonly string[];
  readonly program: Program;
  readonly env: object;
  /** Of stdin, stdout and stderr. */
  readonly stdio: readonly [StdioKind, StdioKind, StdioKind];
  readonly ipc: Serialization | undefined;
}

/** How a program that is not simulated is taken to end. */
export interface ForeignResult {
  readonly delay: number;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ChildProcessHost {
  readonly realm: Realm;
  readonly Base: EmitterClass;
  readonly ports: PortClasses;
  readonly processes: ProcessHost;
  readonly streams: () => StreamClasses | undefined;
  /** Where this process's own output goes. */
  readonly stdio: Stdio;
  readonly foreign: (command: string) => ForeignResult;
}

export interface ChildProcesses {
  readonly ChildProcess: EmitterClass;
  start(options: SpawnOptions): Emitter;
  /** The thread has ended: its channels close. */
  close(): void;
}

/** Processes that only exist for their parent have numbers of their own. */
const FIRST_FOREIGN_PID = 50_000;

export function createChildProcesses(host: ChildProcessHost): ChildProcesses {
  const { realm, ports, processes } = host;
  const channels = new Set<Ipc>();
  let nextForeignPid = FIRST_FOREIGN_PID;

  class ChildProcess extends host.Base {
    pid: number | undefined;
    connected = false;
    channel: unknown = undefined;
    signalCode: string | null = null;
    exitCode: number | null = null;
    killed = false;
    spawnfile: string | null = null;
    spawnargs: readonly string[] = [];
    stdin: object | null = null;
    stdout: object | null = null;
    stderr: object | null = null;
    stdio: readonly (object | null)[] = [];
    #referenced = true;
    #started: StartedProcess | undefined;
    #alive = false;
    #closesNeeded = 1;
    #closesGot = 0;
    #killForeign: ((signal: string) => void) | undefined;

    kill(given?: unknown): boolean {
      realm.check();
      if (given === 0) return this.#alive;
      const signal = given === undefined || given === null ? "SIGTERM" : signalName(given);
      if (signal === undefined) {
        throw codedError(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${String(given)}`);
      }
      if (!this.#alive) return false;
      if (this.#killForeign !== undefined) this.#killForeign(signal);
      else if (this.pid !== undefined) processes.signal(this.pid, signal);
      this.killed = true;
      return true;
    }
    ref(): void {
      this.#referenced = true;
      this.#started?.setDaemon(false);
    }
    unref(): void {
      this.#referenced = false;
      this.#started?.setDaemon(true);
    }
    static start(child: ChildProcess, options: SpawnOptions): void {
      child.#start(options);
    }

    #start(options: SpawnOptions): void {
      const { program } = options;
      const label = labelOf(program);
      this.spawnfile = options.file;
      this.spawnargs = [...options.spawnargs];
      this.#alive = true;
      const site = realm.site;
      const ends: LoopJob[] = [];
      const handle = {
        what: () => `the child process ${label}`,
        site,
        referenced: () => this.#alive && this.#referenced,
      };
      const source: PollSource = { size: () => ends.length, take: () => ends.shift(), limit: (size) => size };

      const channel = options.ipc === undefined ? undefined : createPair(realm, [label, `the parent of ${label}`]);
      const stdin = options.stdio[0] === "pipe" ? createWriter(host, `stdin of ${label}`) : undefined;
      const output = (kind: StdioKind, name: "stdout" | "stderr") => {
        if (kind === "ignore" || kind === "inherit-stdin")
          return { stream: null, sink: { kind: "ignore" } satisfies OutputSink };
        if (kind !== "pipe") return { stream: null, sink: host.stdio[kind === "inherit-stderr" ? "stderr" : "stdout"] };
        const reader = createReader(host, `${name} of ${label}`);
        this.#closesNeeded++;
        reader.onClose(() => this.#maybeClose());
        return { stream: reader.stream, sink: reader.sink };
      };
      const out = output(options.stdio[1], "stdout");
      const err = output(options.stdio[2], "stderr");
      this.stdin = stdin?.stream ?? null;
      this.stdout = out.stream;
      this.stderr = err.stream;
      this.stdio = [this.stdin, this.stdout, this.stderr, ...(channel === undefined ? [] : [null])];

      /** Runs in the kernel's time. */
      const exited = (code: number | null, signal: string | null) => {
        ends.push(
          realm.job(() => {
            realm.loop.removeSource(source);
            realm.loop.removeHandle(handle);
            this.#alive = false;
            this.signalCode = signal;
            this.exitCode = signal === null ? code : null;
            stdin?.destroy();
            this.emit("exit", this.exitCode, this.signalCode);
            realm.jobs.tick(realm.tasks.capture(), () => {
              // What nobody reads must still come to its end.
              for (const stream of [this.stdout, this.stderr]) if (stream !== null) resume(stream);
            });
            this.#maybeClose();
          }),
        );
        realm.wake();
      };

      if (program.kind === "script") {
        this.#started = processes.start({
          unit: processes.resolveUnit(program.file),
          asked: program.file,
          name: label,
          argv: program.args,
          execArgv: program.execArgv,
          env: options.env,
          ipc: channel === undefined ? undefined : { end: channel[1], serialization: options.ipc ?? "json" },
          stdio: { stdin: stdin?.end, stdout: out.sink, stderr: err.sink },
          site,
          exited,
        });
        this.pid = this.#started.pid;
      } else {
        this.pid = nextForeignPid++;
        this.#runForeign(program.command, [out.sink, err.sink], exited);
      }
      realm.jobs.tick(realm.tasks.capture(), () => void this.emit("spawn"));
      if (channel !== undefined) {
        this.#closesNeeded++;
        const ipc = setupIpc(realm, this, ports, {
          end: channel[0],
          serialization: options.ipc ?? "json",
          side: "parent",
          ended: () => this.#maybeClose(),
        });
        channels.add(ipc);
      }
      // After the channel: what was sent before the end arrives before it.
      realm.loop.addSource(source);
      realm.loop.addHandle(handle);
    }

    /** A program that is not simulated: only its time, its output and its end are. */
    #runForeign(
      command: string,
      [out, err]: readonly [OutputSink, OutputSink],
      exited: (code: number | null, signal: string | null) => void,
    ): void {
      const result = host.foreign(command);
      for (const sink of [out, err]) if (sink.kind === "pipe") sink.retain();
      let over = false;
      const end = (code: number | null, signal: string | null) => {
        if (over) return;
        over = true;
        for (const [sink, text] of [
          [out, result.stdout],
          [err, result.stderr],
        ] as const) {
          if (sink.kind !== "pipe") continue;
          if (signal === null && text !== "") sink.write(realm, text);
          sink.close(realm);
        }
        exited(code, signal);
      };
      this.#killForeign = (signal) => realm.recorder.effect(() => end(null, signal));
      const { kernel } = realm.world;
      realm.recorder.effect(() => void kernel.at(kernel.now() + result.delay, () => end(result.code, null)));
    }

    #maybeClose(): void {
      this.#closesGot++;
      if (this.#closesGot === this.#closesNeeded) this.emit("close", this.exitCode, this.signalCode);
    }
  }

  const dispose: unknown = Reflect.get(Symbol, "dispose");
  if (typeof dispose === "symbol") {
    const value = function (this: ChildProcess) {
      if (!this.killed) this.kill();
    };
    Object.defineProperty(ChildProcess.prototype, dispose, { value, writable: true, configurable: true });
  }

  return {
    ChildProcess,
    start(options) {
      const child = new ChildProcess();
      ChildProcess.start(child, options);
      return child;
    },
    close() {
      for (const channel of channels) channel.close();
    },
  };
}

/** What a process is called in the run. */
export function labelOf(program: Program): string {
  const text =
    program.kind === "script" ? program.file.split(/[?#]/)[0]?.split("/").at(-1) : program.command.split(" ")[0];
  return text || "child";
}

function resume(stream: object): void {
  if (get(stream, "readable") !== true) return;
  const method = isObject(stream) ? get(stream, "resume") : undefined;
  if (isCallable(method)) method.call(stream);
}
