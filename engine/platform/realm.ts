// What the parts of one virtual thread share: its queues, its loop, its tasks, and the tables of the run.

import type { Random } from "../random";
import type { Halt } from "../runtime/halt";
import type { JobContext } from "../runtime/job";
import type { PromiseRecord } from "../runtime/promise-record";
import type { Pulse } from "../runtime/pulse";
import type { Recorder } from "../runtime/recorder";
import type { Suspensions } from "../runtime/suspension";
import type { TaskTracker } from "../runtime/tasks";
import type { Callable } from "../runtime/values";
import type { Assumption, SiteId } from "../scenario";
import type { ProcessId, ThreadId, TraceEventBody, Wait } from "../trace/trace";
import type { EventLoop, LoopJob } from "./event-loop";
import type { JobQueue } from "./job-queue";
import type { PromiseRealm } from "./promise";
import type { WorldState } from "./world-state";

export interface Realm {
  readonly world: WorldState;
  readonly thread: ThreadId;
  readonly process: ProcessId;
  /** What `threadId` says; 0 for the main thread. */
  readonly threadId: number;
  readonly recorder: Recorder;
  /** What the thread's code counts for itself. */
  readonly pulse: Pulse;
  readonly tasks: TaskTracker;
  /** What synchronous code stops in. */
  readonly suspensions: Suspensions;
  readonly promises: PromiseRealm;
  readonly jobs: JobQueue;
  readonly loop: EventLoop;
  readonly random: Random;
  /** Why the thread must run nothing more. */
  readonly halted: Halt | undefined;
  /** Whether the code that calls the platform now is the user's own, as far as the probes can tell. */
  userCode: boolean;
  /** The last line that a probe reported. */
  site: SiteId | undefined;
  /** Records an event with this thread, the running task and its line. */
  emit(event: TraceEventBody, site?: SiteId): void;
  /** Throws the halt signal again in a thread that was halted. Every platform call that user code can make starts with it. */
  check(): void;
  /** Ends the thread; does not return. */
  halt(halt: Halt): never;
  /** A rejected promise or thrown error that user code did not catch. */
  uncaught(error: unknown, origin: "uncaughtException" | "unhandledRejection"): void;
  assume(kind: Assumption["kind"], message: string): void;
  /** A warning of Node's own: the `warning` event of `process`, from a tick, and a line on stderr. */
  warn(warning: Error): void;
  /** Says, once a message, that something is not simulated. */
  limit(message: string): void;
  /** Makes the kernel look at this thread again: it may have something to do. */
  wake(): void;
  /** A pending promise that an outside event will settle. */
  pending(wait: () => Wait): { readonly promise: object; readonly record: PromiseRecord };
  /** Runs `job` in this thread's poll phase `delay` ticks from now; keeps the loop alive until then. */
  completeLater(delay: number, what: string, job: () => void): void;
  /** Looked at a cell of shared memory, and found `what`; `again`: the very same as the last time. */
  looked(what: string, again: boolean): void;
  /** Calls a function of user code from the event loop; gives `SUSPENDED` where it stops in the middle. */
  call(callback: Callable, self: unknown, args: readonly unknown[]): unknown;
  /** Says that whoever is called next may stop in the middle, where the program has such functions at all. */
  announce(): void;
  /** A function of the platform's own that hands an announcement on to a function of user code. */
  passesOn(wrapper: object): void;
  /** A loop callback in the context of the code that asked for it. */
  job(run: () => unknown, context?: JobContext): LoopJob;
  /** Tells a `new Promise` executor that runs now what will resolve it. */
  hint(wait: () => Wait | undefined): void;
}
