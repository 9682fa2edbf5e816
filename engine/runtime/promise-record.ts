// What the engine knows of a promise: its state, as in ECMA-262, and where it came from, for the wait-for graph.

import type { SiteId } from "../scenario";
import type { Wait } from "../trace/trace";
import type { Job } from "./job";
import type { Coroutine, Task } from "./tasks";

/** Where a promise came from. */
export type PromiseOrigin =
  /** `new Promise(executor)`. `hints`: what the executor armed, for example a timer that will resolve it. */
  | { readonly kind: "executor"; readonly site: SiteId | undefined; readonly hints: (() => Wait | undefined)[] }
  | { readonly kind: "then"; readonly source: PromiseRecord }
  | {
      readonly kind: "many";
      readonly sources: readonly PromiseRecord[];
      readonly needs: "all" | "any";
      readonly text: string;
    }
  | { readonly kind: "coroutine"; readonly coroutine: Coroutine }
  /** Work handed over to others: a job in a queue. */
  | { readonly kind: "task"; readonly task: Task }
  /** All who are at work somewhere, whoever that is by then. */
  | { readonly kind: "tasks"; readonly tasks: () => readonly Task[]; readonly wait: Wait }
  /** It was resolved with an object that has a `then` of its own, which has not called back. */
  | { readonly kind: "thenable"; readonly object: object }
  /** A request for a resource, or an external completion. `via`: the promise of the callback, once that runs. */
  | { readonly kind: "operation"; readonly wait: () => Wait; readonly via?: () => PromiseRecord | undefined };

export interface PromiseRecord {
  state: "pending" | "fulfilled" | "rejected";
  value: unknown;
  /** The promise itself; `undefined` where nobody but the platform knows of it. */
  promise: object | undefined;
  reactions: Reaction[] | undefined;
  handled: boolean;
  origin: PromiseOrigin | undefined;
  /** The promise that it was resolved with and follows. */
  following: PromiseRecord | undefined;
  /** Runs when it settles, before its reactions are queued; what it returns for a fulfilment replaces the value. */
  tap: ((state: "fulfilled" | "rejected", value: unknown) => unknown) | undefined;
}

/** PromiseCapability Record (ECMA-262, 27.2.1.1). */
export interface Capability {
  readonly promise: unknown;
  readonly resolve: (value: unknown) => unknown;
  readonly reject: (reason: unknown) => unknown;
}

/**
 * PromiseReaction Record (ECMA-262, 27.2.1.2), both ways in one, and at the same time the job that it becomes: a reaction
 * fires once.
 */
export interface Reaction extends Job {
  /** How the promise was settled: set, as its waker is, when it fires; task and store when it is attached. */
  state: "fulfilled" | "rejected";
  value: unknown;
}

/**
 * Takes a coroutine that will never go on off the promise at which it waits. The host may keep what a program has defined for a
 * while after the run; who waits for it need not stay, too.
 */
export function letGo(coroutine: Coroutine): void {
  if (coroutine.awaiting !== undefined) coroutine.awaiting.reactions = undefined;
  coroutine.awaiting = undefined;
  coroutine.promise = undefined;
  coroutine.task = undefined;
}
