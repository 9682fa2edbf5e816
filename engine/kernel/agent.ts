// What the kernel knows of a thread's program: something that runs its next segment when it is given the CPU.

import type { Ticks } from "../machine";
import type { ThreadTraits } from "../scheduling/settings";
import type { ProcessId, ThreadId, ThreadReason, TraceEvent, TraceEventBody, Wait } from "../trace/trace";

/** A trace event before the kernel has put its time on it. */
export type Untimed = TraceEventBody & Pick<TraceEvent, "thread" | "task" | "site">;

/** One that has room for its time already, so that the kernel need not copy it. */
export type Timed = Untimed & { at: Ticks };

/**
 * Something that happened inside a segment, `offset` ticks after its start. The kernel records the event and runs the effect
 * when the thread has really used that much CPU, so that a preempted thread's message leaves late.
 */
export interface Emission {
  readonly offset: Ticks;
  readonly event?: Untimed | Timed | undefined;
  /** Makes the operation visible to others: delivers a message, starts a thread. Runs in the kernel's time, never inside user code. */
  readonly effect?: (() => void) | undefined;
}

/** One job of a thread, already executed natively: what it cost and what came out of it. */
export interface Segment {
  /** At least 1. */
  readonly cost: Ticks;
  /** Ordered by offset; every offset lies in 0..cost. */
  readonly emissions: readonly Emission[];
  /** Events that were counted instead of emitted, where nobody keeps them. */
  readonly uncounted?: number;
}

export type AgentStatus =
  | { readonly kind: "ready" }
  /** Nothing to run until an external completion wakes it. `alive`: a referenced handle or pending completion keeps the thread from ending. */
  | { readonly kind: "idle"; readonly wait: Wait; readonly alive: boolean }
  | { readonly kind: "exited"; readonly because: Extract<ThreadReason, "exited" | "terminated" | "failed"> };

/** One virtual thread's event loop, or a synthetic job in the tests of the policies. */
export interface Agent {
  readonly thread: ThreadId;
  /** Whose thread it is: at most one of a process runs where the machine says so. */
  readonly process: ProcessId;
  /** What the thread would do if it had the CPU now. Has no side effect. */
  status(now: Ticks): AgentStatus;
  /** Runs the next job to its end. Only called when `status` is `ready`. User code never makes it throw. */
  runSegment(now: Ticks): Segment;
  /** Burst length that SJF and SRTF may assume, in ticks, where the program declares one. */
  readonly declaredBurst?: Ticks;
  /** Priority, tickets, CPUs and the like; whatever is absent is as for any other thread. */
  readonly traits?: ThreadTraits;
}

/** What the platform asks of the kernel. */
export interface KernelServices {
  readonly now: () => Ticks;
  /** Runs `fire` when virtual time reaches `due` (at once in order of request for equal times). Returns a function that cancels. */
  at(due: Ticks, fire: () => void): () => void;
  /** Adds a thread: state `new` until `startAt`, then ready. */
  addThread(agent: Agent, startAt: Ticks): void;
  /** Something happened outside a segment that may have given this thread work, or ended it. */
  wake(thread: ThreadId): void;
  /** Records an event that happens now, outside any segment. */
  record(event: Untimed | Timed): void;
  /** Whether somebody keeps the events; where nobody does, they are only counted. */
  readonly recording: boolean;
  /** Whether it matters when something happens inside a segment, though it affects nobody: a preemptive policy looks then. */
  readonly watchful: boolean;
}
