// The catalog's schema: what a library's calls do to which resource. Data only; read by the analyzer and by the engine's probes.

import type { ResourceKind } from "../trace/trace";

/**
 * What an operation does to a resource.
 *
 * - `ACQ` may wait until units are free, then takes them · `TRY` takes without waiting, the outcome must be branched on
 * - `REL` returns units · `RUN` acquires, runs a callback until it settles, releases on every exit
 * - `ENQ` schedules a job, the result settles when the job does · `WAIT` / `SIGNAL` a condition or event
 * - `SEND` / `RECV` message passing · `SPAWN` / `JOIN` / `KILL` life of a worker or process
 */
export type Effect =
  | "ACQ"
  | "TRY"
  | "REL"
  | "RUN"
  | "ENQ"
  | "WAIT"
  | "SIGNAL"
  | "SEND"
  | "RECV"
  | "SPAWN"
  | "JOIN"
  | "KILL"
  | "CANCEL";

/** How an argument decides a number or a name. `otherwise` is used where the argument is missing. */
export interface ArgumentValue<T> {
  readonly argument: number;
  readonly property?: string;
  readonly otherwise?: T;
}

/** What a call gives back. */
export type OperationResult =
  | { readonly kind: "void" | "value" | "promise" }
  /** A promise of a function that releases this acquisition. */
  | { readonly kind: "releaser"; readonly idempotent: boolean }
  /** A promise of a tuple; element `index` releases. */
  | { readonly kind: "tuple"; readonly index: number; readonly idempotent: boolean };

export interface CallbackParameter {
  /** Position of the callback among the arguments; negative counts from the end. */
  readonly argument: number;
  /** `settles`: the section lasts until the callback's promise settles. */
  readonly until: "settles" | "returns" | "done-called";
}

export interface Operation {
  /** Method name; `""` is the call of the value itself (`limit(fn)`). */
  readonly member: string;
  readonly effect: Effect;
  readonly result: OperationResult;
  readonly callback?: CallbackParameter;
  /** Units taken or returned; 1 where absent. */
  readonly amount?: ArgumentValue<number>;
  /** Mode of a reader/writer lock. Absent: exclusive. */
  readonly mode?: "shared" | "exclusive" | ArgumentValue<"shared" | "exclusive">;
  /** The argument that names the resource: keyed and named locks. */
  readonly key?: ArgumentValue<string>;
  /** Argument that bounds the wait, so that it is not for ever. */
  readonly bounded?: ArgumentValue<boolean>;
  /** It may reject or throw even if the resource is correct, for example after `cancel()`. */
  readonly mayReject?: boolean;
}

export interface ResourceType {
  /** Exported name; `default` for the default export. */
  readonly export: string;
  /** Names under which the type appears in the library's declarations, so that parameters typed by an interface are recognised. */
  readonly typeNames: readonly string[];
  readonly kind: ResourceKind;
  /** How a program gets one. `singleton`: it exists once, like `navigator.locks`. */
  readonly construct: "new" | "call" | "singleton";
  /** Units: fixed, or given at construction. */
  readonly capacity: number | ArgumentValue<number>;
  readonly reentrant: boolean;
  readonly order: "fifo" | "priority" | "unordered";
  /** Who shares it: holders of the instance, threads of the process, or everybody who says the name. */
  readonly scope: "instance" | "process" | "name";
  readonly operations: readonly Operation[];
}

/** A function that wraps a resource and is the same resource: `withTimeout(mutex, ms)`. */
export interface Alias {
  readonly export: string;
  readonly argument: number;
  /** The wrapped one's waits end by themselves. */
  readonly bounded: boolean;
}

export interface LibraryEntry {
  /** Import specifier: a package, a Node built-in (`node:...`), or `global:<path>` for a platform object. */
  readonly module: string;
  /** Versions in which these facts were checked. */
  readonly checked: string;
  readonly homepage: string;
  readonly types: readonly ResourceType[];
  readonly aliases: readonly Alias[];
}
