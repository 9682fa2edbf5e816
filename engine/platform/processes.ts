// What the platform's parts ask of the simulated machine's processes: start one, send it a signal.

import type { SiteId } from "../scenario";
import type { Serialization } from "./ipc";
import type { PortEnd } from "./message-port";
import type { Realm } from "./realm";

/** Where a process's output goes: to the run's own output, to whoever reads the pipe, or nowhere. */
export type OutputSink =
  | { readonly kind: "inherit" }
  | { readonly kind: "ignore" }
  | {
      readonly kind: "pipe";
      write(from: Realm, text: string): void;
      /** One more process writes to it. */
      retain(): void;
      /** One of them has ended; the pipe ends with the last. */
      close(from: Realm): void;
    };

export interface Stdio {
  /** The child's end of the pipe that it reads. */
  readonly stdin: PortEnd | undefined;
  readonly stdout: OutputSink;
  readonly stderr: OutputSink;
}

export const INHERITED: Stdio = { stdin: undefined, stdout: { kind: "inherit" }, stderr: { kind: "inherit" } };

/** What a new process is given. */
export interface ProcessStart {
  /** Id of its code unit; `undefined` where the program has no such file. */
  readonly unit: string | undefined;
  /** What the program asked for, for messages. */
  readonly asked: string;
  readonly name: string;
  /** `process.argv` from its third element on. */
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: object;
  readonly ipc: { readonly end: PortEnd; readonly serialization: Serialization } | undefined;
  readonly stdio: Stdio;
  readonly site: SiteId | undefined;
  /** The process has ended; called in the kernel's time. `code` is `null` where a signal ended it. */
  readonly exited: (code: number | null, signal: string | null) => void;
}

export interface StartedProcess {
  readonly pid: number;
  setDaemon(daemon: boolean): void;
}

export interface ProcessHost {
  /** Starts a process in the kernel's time: when its parent has used the CPU up to here. */
  start(given: ProcessStart): StartedProcess;
  /** Id of the unit that a path means. */
  resolveUnit(file: string): string | undefined;
  /** Sends a signal in the kernel's time. `false` where no such process is alive now. */
  signal(pid: number, name: string): boolean;
  isAlive(pid: number): boolean;
}

/** Signal numbers of Linux on x86-64 and ARM. */
export const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
};

/** Signals that end nothing where nobody listens: ignored by default, used by Node itself, or job control, which is not simulated. */
export const HARMLESS: ReadonlySet<string> = new Set(
  "SIGCHLD SIGCONT SIGURG SIGWINCH SIGUSR1 SIGPIPE SIGSTOP SIGTSTP SIGTTIN SIGTTOU".split(" "),
);

/** The name of a signal given by name or number; `undefined` where there is none such. */
export function signalName(given: unknown): string | undefined {
  if (typeof given === "number") return Object.keys(SIGNALS).find((name) => SIGNALS[name] === given);
  const name = String(given).toUpperCase();
  return Object.hasOwn(SIGNALS, name) ? name : undefined;
}
