// What a virtual thread is made with, and what its makers can do to it.

import type { Agent } from "../kernel/agent";
import type { ProcessId, ThreadId, ThreadReason } from "../trace/trace";
import type { PortEnd } from "./message-port";
import type { ProcessHost, ProcessStart } from "./processes";
import type { Realm } from "./realm";
import type { WorkerHost } from "./worker";

export interface ThreadOptions {
  /** Whether another run may have the thread, too. */
  readonly reused: boolean;
  readonly thread: ThreadId;
  readonly process: ProcessId;
  readonly pid: number;
  readonly ppid: number;
  readonly threadId: number;
  /** Whether it is the main thread of its process. */
  readonly isMain: boolean;
  readonly name: string;
  /** Id of its code unit; `undefined` where the program has no such file. */
  readonly unit: string | undefined;
  /** What was asked for, for messages. */
  readonly asked: string;
  readonly workerData: unknown;
  readonly env: object | undefined;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly parentPort: PortEnd | undefined;
  /** Of the main thread of a process that another one forked. */
  readonly ipc: ProcessStart["ipc"];
  readonly stdio: ProcessStart["stdio"];
  readonly workers: WorkerHost;
  readonly processes: ProcessHost;
  /** Called in the kernel's time. */
  readonly online?: () => void;
  readonly failed?: (error: unknown) => void;
  readonly exited: (code: number, because: ThreadReason) => void;
}

export interface Thread {
  readonly realm: Realm;
  readonly agent: Agent;
  /** Ends it from outside, in the kernel's time. */
  kill(code: number): void;
  /** Hands a signal to the program, in the kernel's time. `false` where it does not listen for it. */
  signal(name: string): boolean;
  readonly ended: () => boolean;
  /** Makes it as it was at first, for another run; `false` where the program has changed what that one would find. */
  renew(): boolean;
}

/** The process that the scenario starts with. */
export const FIRST_PROCESS = 1;
