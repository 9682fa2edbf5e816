// `spawnSync`, `execFileSync` and `execSync`: the calling thread is blocked until the child has ended. After Node's lib/child_process.js.

import { TICKS_PER_MILLISECOND } from "../../machine";
import { codedError, get, invoke, isObject, option } from "../../runtime/values";
import type { Wait } from "../../trace/trace";
import { labelOf, type Program } from "../child-process";
import { parseCommand, scriptOf } from "../command";
import { closeEnd, createPair, send } from "../message-port";
import type { OutputSink, ProcessHost, Stdio } from "../processes";
import type { Realm } from "../realm";
import { checkString, invalidType } from "../validate";
import { MAX_BUFFER } from "./exec";
import {
  checkLimits,
  environmentOf,
  type SpawnArguments,
  type StdioKind,
  spawnArguments,
  stdioOf,
} from "./spawn-options";

export interface BlockingHost {
  readonly realm: Realm;
  readonly process: object;
  readonly processes: ProcessHost;
  readonly Buffer: object;
  /** Where this process's own output goes. */
  readonly stdio: Stdio;
  ownStream(stream: object): 1 | 2 | undefined;
  /** A program that is not simulated: what is taken for granted is said. */
  foreign(command: string): void;
}

/** How a child ended that somebody was blocked for. */
interface Ended {
  readonly pid: number;
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string | null;
  readonly stderr: string | null;
  /** Name of the system's error that ended it early. */
  readonly failed?: "ETIMEDOUT" | "ENOBUFS";
}

const ERRNO = { ETIMEDOUT: -110, ENOBUFS: -105 };

/** The three functions, for the module. */
export function createBlocking(host: BlockingHost): Readonly<Record<string, (...args: unknown[]) => unknown>> {
  const { realm, Buffer } = host;
  const { suspensions } = realm;
  const latency = realm.world.input.machine.ioLatency;

  /** Blocks the thread until the child has ended, then gives what `then` makes of it. */
  const run = (name: string, given: SpawnArguments, then: (ended: Ended) => unknown): unknown => {
    realm.check();
    const killSignal = checkLimits(given.options) ?? "SIGTERM";
    const shell = get(given.options, "shell");
    const line = [given.file, ...given.args];
    const words = shell === true || typeof shell === "string" ? parseCommand(line.join(" ")) : line;
    const program: Program = scriptOf(words) ?? { kind: "foreign", command: words.join(" ") };
    const { stdio } = stdioOf(option(given.options, "stdio"), host.ownStream);
    const input = inputOf(given.options);
    const accepted = suspensions.acceptOperation();
    const text = `${name}: the end of ${labelOf(program)}`;
    if (program.kind === "foreign") {
      host.foreign(program.command);
      const none = (kind: StdioKind) => (kind === "pipe" ? "" : null);
      const ended: Ended = { pid: 0, status: 0, signal: null, stdout: none(stdio[1]), stderr: none(stdio[2]) };
      if (!accepted) {
        // Where the call cannot be interrupted its time is this thread's own.
        realm.recorder.tick(latency);
        return then(ended);
      }
      return stop({ kind: "io", text }, then, (done) => {
        const { kernel } = realm.world;
        kernel.at(kernel.now() + latency, () => done(ended));
      });
    }
    if (!accepted) return realm.halt({ kind: "suspension", site: realm.site, what: text });
    return stop({ kind: "join", text }, then, (done) =>
      startAndWait(program, given.options, stdio, input, killSignal, done),
    );
  };

  const stop = (
    wait: Wait,
    then: (ended: Ended) => unknown,
    start: (done: (ended: Ended) => void) => void,
  ): unknown => {
    const stopped = suspensions.suspend({
      perform() {
        realm.tasks.block(wait);
        suspensions.block(wait);
        start((ended) => {
          if (suspensions.wait() !== wait) return;
          realm.tasks.unblock(undefined);
          suspensions.complete(ended);
          realm.wake();
        });
        return undefined;
      },
    });
    suspensions.defer((inner) => {
      if (inner.kind === "throw") throw inner.error;
      return then(isEnded(inner.value) ? inner.value : NOTHING);
    });
    return stopped;
  };

  /** Runs at the beginning of a segment; `done` is called in the kernel's time. */
  const startAndWait = (
    program: Extract<Program, { kind: "script" }>,
    options: object,
    stdio: readonly [StdioKind, StdioKind, StdioKind],
    input: string,
    killSignal: string,
    done: (ended: Ended) => void,
  ) => {
    const { kernel } = realm.world;
    const label = labelOf(program);
    const most = Number(get(options, "maxBuffer") ?? MAX_BUFFER);
    let failed: Ended["failed"];
    const end = (why: Exclude<Ended["failed"], undefined>) => {
      failed ??= why;
      host.processes.signal(started.pid, killSignal);
    };
    const collector = (kind: StdioKind): { readonly sink: OutputSink; text(): string | null } => {
      if (kind === "ignore" || kind === "inherit-stdin") return { sink: { kind: "ignore" }, text: () => null };
      if (kind !== "pipe")
        return { sink: host.stdio[kind === "inherit-stderr" ? "stderr" : "stdout"], text: () => null };
      let all = "";
      const write = (from: Realm, text: string) => {
        all += text;
        if (all.length > most) from.recorder.effect(() => end("ENOBUFS"));
      };
      return { sink: { kind: "pipe", write, retain: () => undefined, close: () => undefined }, text: () => all };
    };
    const [out, err] = [collector(stdio[1]), collector(stdio[2])];
    const [reader, writer] = createPair(realm, [`stdin of ${label}`]);
    const started = host.processes.start({
      unit: host.processes.resolveUnit(program.file),
      asked: program.file,
      name: label,
      argv: program.args,
      execArgv: program.execArgv,
      env: environmentOf(get(options, "env") ?? get(host.process, "env")),
      ipc: undefined,
      stdio: { stdin: stdio[0] === "pipe" ? reader : undefined, stdout: out.sink, stderr: err.sink },
      site: realm.site,
      exited(status, signal) {
        cancel?.();
        done({
          pid: started.pid,
          status: signal === null ? status : null,
          signal,
          stdout: out.text(),
          stderr: err.text(),
          ...(failed === undefined ? {} : { failed }),
        });
      },
    });
    if (input !== "") send(realm, writer, input);
    closeEnd(realm, writer);
    const timeout = Number(get(options, "timeout") ?? 0);
    const cancel =
      timeout > 0
        ? kernel.at(kernel.now() + Math.ceil(timeout * TICKS_PER_MILLISECOND), () => end("ETIMEDOUT"))
        : undefined;
  };

  /** What `spawnSync` gives. */
  const resultOf = ({ file, args, options }: SpawnArguments, ended: Ended): Result => {
    const encoding = get(options, "encoding");
    const shown = (text: string | null) => {
      if (text === null) return null;
      const bytes = invoke(Buffer, "from", text);
      return typeof encoding === "string" && encoding !== "buffer"
        ? invoke(Object(bytes), "toString", encoding)
        : bytes;
    };
    const { status, signal, pid, failed } = ended;
    const [stdout, stderr] = [shown(ended.stdout), shown(ended.stderr)];
    const result = { status, signal, output: [null, stdout, stderr], pid, stdout, stderr };
    if (failed === undefined) return result;
    const syscall = `spawnSync ${file}`;
    const error = Object.assign(codedError(Error, failed, `${syscall} ${failed}`), {
      errno: ERRNO[failed],
      syscall,
      path: file,
      spawnargs: [...args],
    });
    return { error, ...result };
  };

  /** What `execSync` and `execFileSync` give: the output, or an error that carries the whole result. */
  const outputOf = (given: SpawnArguments, command: string, ended: Ended): unknown => {
    const result = resultOf(given, ended);
    if (get(given.options, "stdio") === undefined && result.stderr) {
      const stderr = get(host.process, "stderr");
      if (isObject(stderr)) invoke(stderr, "write", result.stderr);
    }
    if (result.error !== undefined) throw Object.assign(result.error, result);
    if (result.status === 0) return result.stdout;
    const text = result.stderr === null ? "" : String(result.stderr);
    throw Object.assign(new Error(`Command failed: ${command}${text === "" ? "" : `\n${text}`}`), result);
  };

  return {
    spawnSync(file: unknown, ...rest: unknown[]) {
      const given = spawnArguments(file, rest);
      return run("spawnSync", given, (ended) => resultOf(given, ended));
    },
    execFileSync(file: unknown, ...rest: unknown[]) {
      const given = spawnArguments(file, rest);
      const command = [given.file, ...given.args].join(" ");
      return run("execFileSync", given, (ended) => outputOf(given, command, ended));
    },
    execSync(command: unknown, options?: unknown) {
      checkString("command", command);
      const given = { file: String(command), args: [], options: { ...Object(options ?? {}), shell: true } };
      // What an error names is the shell.
      const shell = { ...given, file: "/bin/sh", args: ["-c", given.file] };
      return run("execSync", given, (ended) => outputOf(shell, given.file, ended));
    },
  };
}

interface Result {
  readonly error?: Error;
  readonly status: number | null;
  readonly stdout: unknown;
  readonly stderr: unknown;
}

const NOTHING: Ended = { pid: 0, status: 0, signal: null, stdout: "", stderr: "" };

function isEnded(value: unknown): value is Ended {
  return isObject(value) && "status" in value && "signal" in value;
}

/** What the child is to read. */
function inputOf(options: object): string {
  const input = get(options, "input");
  if (input === undefined || input === null) return "";
  if (typeof input === "string") return input;
  if (isObject(input) && ArrayBuffer.isView(input)) return String(invoke(input, "toString"));
  throw invalidType("options.stdio[0]", "of type string or an instance of Buffer, TypedArray, or DataView", input);
}
