// The catalog's schema: what a library's calls do to which resource. Data only; read by the analyzer and by the engine's probes.

import type { ResourceKind } from "../trace/trace";

/**
 * What an operation does to a resource.
 *
 * - `ACQ` may wait until units are free, then takes them · `TRY` takes without waiting, the outcome must be branched on
 * - `REL` returns units · `RUN` acquires, runs the callback it is given until that settles, releases on every exit
 * - `ENQ` schedules a job for the worker that the resource was made with, the result settles when the job does
 * - `WAIT` / `SIGNAL` a condition or event · `SEND` / `RECV` message passing
 * - `SPAWN` / `JOIN` / `KILL` life of a worker or process
 * - `CANCEL` rejects or drops those that wait · `PAUSE` / `RESUME` stops granting, grants again
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
  | "CANCEL"
  | "PAUSE"
  | "RESUME";

/** How an argument decides a number or a name. `otherwise` is used where the argument is missing. */
export interface ArgumentValue<T> {
  /** Position among the arguments; negative counts from the end. */
  readonly argument: number;
  /**
   * The property of the argument that says it, with dots for one inside another. An argument that is no object says it by
   * itself: `pLimit(2)`.
   */
  readonly property?: string;
  readonly otherwise?: T;
}

/** Which argument is a function: its position (negative counts from the end), or the first that is a function at all. */
export type FunctionPosition = number | "first-function";

/** What a call gives back. `direct`: at once, not as a promise. */
export type OperationResult =
  | { readonly kind: "void" | "value" }
  /**
   * `property`: the promise is this property of what the call gives. `builder`: methods called on it describe the same work,
   * which begins when it is awaited; those of `elsewhere` have it done by another resource.
   */
  | {
      readonly kind: "promise";
      readonly property?: string;
      readonly builder?: { readonly elsewhere: readonly string[] };
    }
  /** A promise of a function that releases this acquisition. */
  | { readonly kind: "releaser"; readonly idempotent: boolean; readonly direct?: boolean }
  /** A promise of a tuple; element `index` releases. */
  | { readonly kind: "tuple"; readonly index: number; readonly idempotent: boolean }
  /** A promise of an object whose methods `release` give it back: `const client = await pool.connect(); client.release()`. */
  | {
      readonly kind: "handle";
      readonly release: readonly string[];
      readonly idempotent: boolean;
      readonly direct?: boolean;
    }
  /** Of a `TRY`: true, or any other truthy value, where the units were taken. `promise`: to be awaited first. */
  | { readonly kind: "outcome"; readonly promise?: boolean }
  /** Another resource of the same library, by the `export` of its type: `group.key("a")`. */
  | { readonly kind: "resource"; readonly type: string }
  /**
   * An object of the other side: every call of it and of its parts is a message, whose answer settles the call's promise. `promise`: to
   * be awaited first.
   */
  | { readonly kind: "remote"; readonly promise?: boolean }
  /** A function that runs this argument on the resource each time it is called: `limiter.wrap(fn)`. */
  | { readonly kind: "wrapped"; readonly argument: number };

export interface CallbackParameter {
  readonly argument: FunctionPosition;
  /** `settles`: the section lasts until the callback's promise settles. `done-called`: until it calls what it was given. */
  readonly until: "settles" | "returns" | "done-called";
  /** Of `done-called`: the parameter of the callback that ends the section; 0 where absent, negative counts from the end. */
  readonly done?: number;
  /**
   * Arity switch: a callback that declares exactly (`=`) or at least (`>=`) so many parameters is of the `done-called` kind,
   * whatever it returns; an `async` one is not, where `exceptAsync`.
   */
  readonly doneIfDeclares?: {
    readonly parameters: number;
    readonly compare: "=" | ">=";
    readonly exceptAsync: boolean;
  };
  /** The argument is a list of callbacks, or the callback is called for each element of argument `over`. */
  readonly each?: "element" | { readonly over: number };
  /** When the callback begins where nobody waits: inside the call, in a microtask, in a later turn of the loop. */
  readonly starts?: "sync" | "micro" | "macro";
  /** The callback runs on behalf of whoever gave the slot back, not of the caller (its `AsyncLocalStorage` store too). */
  readonly runsFor?: "caller" | "releaser";
}

/** What bounds a wait: always, an argument (or its property), or any of the named options in an argument. */
export type Bound = true | (ArgumentValue<boolean> & { readonly names?: readonly string[] });

export interface Operation {
  /** Method name; `""` is the call of the value itself (`limit(fn)`); dots for methods of a part: `async.readLock`. */
  readonly member: string;
  readonly effect: Effect;
  readonly result: OperationResult;
  readonly callback?: CallbackParameter;
  /** Units taken or returned; 1 where absent. `all`: the whole capacity. */
  readonly amount?: ArgumentValue<number> | "all";
  /** Mode of a reader/writer lock. Absent: exclusive. */
  readonly mode?: "shared" | "exclusive" | ArgumentValue<"shared" | "exclusive">;
  /**
   * The argument that names the resource: keyed and named locks. `list`: an array of keys is acquired one inside the other in
   * the order given (`in-order`), or all at once (`together`). `optional`: it is the key only where it is no function.
   */
  readonly key?: ArgumentValue<string> & { readonly list?: "in-order" | "together"; readonly optional?: boolean };
  /** What bounds the wait, so that it is not for ever. */
  readonly bounded?: Bound;
  /** Of `REL`: the argument that was acquired and is given back here. */
  readonly token?: number;
  /** It only describes what to do: nothing happens before somebody runs what it gives. */
  readonly lazy?: boolean;
  /** It may reject or throw even if the resource is correct, for example after `cancel()`. */
  readonly mayReject?: boolean;
  /** Of `WAIT` and `SIGNAL`: a signal that nobody waits for is lost (`edge`), or remembered (`level`). */
  readonly memory?: "edge" | "level";
  /** What a `WAIT` waits for, or a `SIGNAL` makes true: `idle`, `free`, the event's name by argument. */
  readonly condition?: string | ArgumentValue<string>;
  /** It stops the whole thread with its event loop, not only this task. */
  readonly blocksThread?: boolean;
  /** Releasing what is not held: `ignored`, `throws`, or `adds` a unit beyond the capacity. Of `REL` only. */
  readonly overRelease?: "ignored" | "throws" | "adds";
  /** When its promise never settles, in words: "once its bound is met". For the documentation and for messages. */
  readonly never?: string;
}

/** How many units: fixed, as given at construction, or as many as one likes. */
export type Capacity = number | "unbounded" | ArgumentValue<number | "unbounded">;

export interface ResourceType {
  /**
   * Exported name; `default` for the default export, or for what a CommonJS module is. A part of the default export has its
   * own name: `promise` for `fastq.promise`. Unique in the library.
   */
  readonly export: string;
  /** Names under which the type appears in the library's declarations, so that parameters typed by an interface are recognised. */
  readonly typeNames: readonly string[];
  readonly kind: ResourceKind;
  /** How a program gets one. `singleton`: it exists once, like `navigator.locks`. `result`: only other operations give it. */
  readonly construct: "new" | "call" | "singleton" | "result";
  readonly capacity: Capacity;
  /** The function given at construction that does each job of an `ENQ`. */
  readonly worker?: CallbackParameter;
  /**
   * The argument at construction that names the file its threads or processes run: as their `entry`, or as the `job` that the library's
   * own file in them loads. `here`: the thread that makes the pool loads it, too.
   */
  readonly file?: ArgumentValue<string> & { readonly is: "entry" | "job"; readonly here?: boolean };
  /** What its other methods do, where they have the names of the functions in that file. */
  readonly methods?: Omit<Operation, "member">;
  /** The argument at construction that names it: who says the same name has the same one, wherever it is. */
  readonly named?: ArgumentValue<string>;
  /** What at construction bounds all its waits. */
  readonly bounded?: Bound;
  readonly reentrant: boolean;
  readonly order: "fifo" | "priority" | "unordered" | "readers-first" | "writers-first";
  /** Who shares it: holders of the instance, threads of the process, or everybody who says the name. */
  readonly scope: "instance" | "process" | "name";
  readonly operations: readonly Operation[];
}

/** An exported function that is an operation by itself: `once(emitter, "ready")`, `pMap(items, f, { concurrency: 2 })`. */
export interface FunctionOperation extends Omit<Operation, "member"> {
  /** Exported name; `default` for the default export. */
  readonly export: string;
  readonly kind: ResourceKind | "agent";
  /** The resource: an argument, one that belongs to this call alone, or one for everybody who says `key`. */
  readonly on: { readonly argument: number } | "call" | "name";
  readonly capacity: Capacity;
}

/** A function that wraps a resource and is the same resource: `withTimeout(mutex, ms)`. */
export interface Alias {
  readonly export: string;
  readonly argument: number;
  /** The wrapped one's waits end by themselves. */
  readonly bounded: boolean;
}

/** How the simulation runs it. */
export type Simulation =
  /** The user's own copy of the package runs, with probes put in. */
  | { readonly kind: "watched" }
  /** The virtual platform has it built in. */
  | { readonly kind: "built-in" }
  /** Nothing is known of its resources in a run, or it does not run at all; why, in words. */
  | { readonly kind: "none"; readonly why: string };

export interface LibraryEntry {
  /** Import specifier: a package, a Node built-in (`node:...`), or `global:<path>` for a platform object. */
  readonly module: string;
  /** Versions in which these facts were checked. */
  readonly checked: string;
  readonly homepage: string;
  readonly types: readonly ResourceType[];
  readonly functions: readonly FunctionOperation[];
  readonly aliases: readonly Alias[];
  readonly simulation: Simulation;
  /** What one has to know to use it without a hang, one sentence each. */
  readonly notes: readonly string[];
}
