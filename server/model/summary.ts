// What a function does to locks, as its callers need to know it. Plain JSON, in terms of its parameters, `this` and captured variables.

import type { Location } from "#protocol/finding";
import type { FunctionId, Pending } from "./facts";
import type { Path } from "./path";

/** A place, and the function it is in. */
export interface Place extends Location {
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
}

/** How many can hold it at a time: a number, `given` (some number that is not written here), or no bound; absent: not known. */
export type Slots = number | "given" | "unbounded";

export interface Lock {
  readonly path: Path;
  readonly kind: "mutex" | "semaphore" | "rwlock" | "limiter" | "queue" | "pool" | "other";
  readonly mode: "exclusive" | "shared";
  /** One holder at a time, waits without bound, not reentrant: a second acquire by the holder never ends. */
  readonly single: boolean;
  readonly slots?: Slots;
  /** Slots that one hold takes, where it is not 1: a number, or all of them; `some`: a number that is not written here. */
  readonly units?: number | "all" | "some";
  /** Not a slot but a state of the resource is waited for: `idle`, `empty`, `room`. */
  readonly condition?: string;
  /** A wait ends by itself: this one by an option of the call, or all of them by how the resource was made. */
  readonly bounded?: "call" | "resource";
  /** Granted in the order of the requests: who comes after a waiting writer waits behind it. */
  readonly fair: boolean;
}

/** A lock that is held, and since where. */
export interface Held {
  readonly lock: Lock;
  readonly place: Place;
  /** Calls from the summarised function down to `place`. */
  readonly chain: readonly Place[];
}

/** A step into another task: the place that starts it. */
export interface TaskStep {
  readonly site: string;
  /** Several of it may run at the same time. */
  readonly many: boolean;
  /** The starter waits for it. */
  readonly joined: boolean;
}

/** It happens only where what a caller gives (`skipLock`, `options.locked`) is so. */
export interface Condition {
  readonly path: Path;
  readonly truthy: boolean;
}

/** Waiting for a lock while holding others (Infer's critical pair). */
export interface Acquire extends Held {
  readonly held: readonly Held[];
  readonly task: readonly TaskStep[];
  /** Locks of the caller that were given back before: it does not hold them meanwhile. */
  readonly yielded: readonly Path[];
  /** It happens only where two things were compared by order: the idiom of sorted locking. */
  readonly ordered: boolean;
  readonly when: readonly Condition[];
}

/** A call of a function value that comes from outside. */
export interface Invocation {
  readonly callee: Path;
  /** Its promise is waited for. */
  readonly awaited: boolean;
  readonly args: readonly SummaryValue[];
  readonly held: readonly Held[];
  /** Locks that this task took before it came here, held or not. */
  readonly passed: readonly Lock[];
  /** Functions kept elsewhere that the loop around it calls, and waits for, between one turn and the next. */
  readonly around?: readonly Path[];
  readonly place: Place;
  readonly chain: readonly Place[];
  readonly task: readonly TaskStep[];
  readonly ordered: boolean;
  readonly when: readonly Condition[];
}

/** Waiting for a promise that is kept somewhere, or whose resolver is. */
export interface Block {
  readonly on: Path;
  readonly kind: "promise" | "resolver";
  readonly held: readonly Held[];
  readonly place: Place;
  readonly chain: readonly Place[];
  readonly task: readonly TaskStep[];
  /** It was read before this function first waited for anything: what is put there later is another one. */
  readonly early: boolean;
  readonly when: readonly Condition[];
}

/** A function, or the promise of work that was started, is put where others find it; `site` is the task that it is. */
export interface Registration {
  readonly into: Path;
  readonly kind: "callback" | "promise";
  readonly site: string;
  readonly place: Place;
}

/** What comes from outside is put where others find it. */
export interface Stored {
  readonly into: Path;
  readonly value: Path;
}

export type SummaryValue =
  | { readonly k: "unknown" }
  | { readonly k: "undef" }
  | { readonly k: "const"; readonly value: string | number | boolean }
  | { readonly k: "path"; readonly path: Path }
  /** A function without captured variables of the summarised function's own frame. */
  | { readonly k: "fn"; readonly id: FunctionId }
  /** Calling it releases `left[index]`. */
  | { readonly k: "releaser"; readonly left: number }
  | { readonly k: "object"; readonly props: readonly (readonly [string, SummaryValue])[] }
  | { readonly k: "tuple"; readonly items: readonly SummaryValue[] };

/** One way to return. */
export interface Exit {
  readonly value: SummaryValue;
  /** Locks that the caller now holds. */
  readonly left: readonly (Held & { readonly manual: boolean; readonly late?: boolean })[];
  /** Locks of the caller that were released. */
  readonly released: readonly Path[];
}

/** A lock that one path leaves held although nobody else can release it. */
export interface Leak {
  readonly acquire: Held;
  readonly exit: "return" | "end" | "throw" | "jump" | "next-turn";
  /** Where the path leaves: the `return`, the call that may throw, the jump. */
  readonly at: Place;
  /** For `throw`: what throws, as written. */
  readonly what: string;
  /** Some other path of the function releases it. */
  readonly releasedElsewhere: boolean;
}

/** The promise of an acquire that nobody waits for. */
export interface Floating {
  readonly lock: Lock;
  readonly place: Place;
}

/** A lock released by a `finally` or `using` while the work whose promise is returned has only begun. */
export interface EarlyRelease {
  readonly held: Held;
  readonly pending: Pending;
}

/** A lock that a path releases although it has released it before and not taken it again. */
export interface OverRelease {
  readonly path: Path;
  /** The first release. */
  readonly first: Place;
  readonly again: Place;
}

/** Locks of a list, taken one after the other while the earlier ones are held. */
export interface ManyAcquires extends Held {
  /** An element of the list, which decides the order: the key of a lock, or the lock itself. */
  readonly element: Path;
  /** `loop`: one by one; `all`: side by side, each after having waited for something else; `list`: by the library, as listed. */
  readonly how: "loop" | "all" | "list";
  readonly held: readonly Held[];
  readonly task: readonly TaskStep[];
}

/** A lock taken again by the task that holds it. */
export interface SelfWait {
  readonly held: Held;
  readonly wait: Held;
}

export interface Summary {
  readonly acquires: readonly Acquire[];
  readonly invocations: readonly Invocation[];
  readonly blocks: readonly Block[];
  readonly registrations: readonly Registration[];
  readonly stores: readonly Stored[];
  /** Locks that every way through it takes, whether it gives them back or not. */
  readonly passes: readonly Lock[];
  readonly exits: readonly Exit[];
  /** Why it may throw or reject: the source of it as written. */
  readonly throws: string | undefined;
  readonly leaks: readonly Leak[];
  readonly floating: readonly Floating[];
  readonly selfWaits: readonly SelfWait[];
  readonly manyAcquires: readonly ManyAcquires[];
  readonly earlyReleases: readonly EarlyRelease[];
  readonly overReleases: readonly OverRelease[];
  /** Paths on which it releases a lock without having acquired it. */
  readonly releases: readonly Path[];
  /** It waits for some lock, known or not. */
  readonly waits: boolean;
  /** A bound was met: absence of leaks means nothing. */
  readonly cut: boolean;
}

export const EMPTY_SUMMARY: Summary = {
  acquires: [],
  invocations: [],
  blocks: [],
  registrations: [],
  stores: [],
  passes: [],
  exits: [{ value: { k: "unknown" }, left: [], released: [] }],
  throws: undefined,
  leaks: [],
  floating: [],
  selfWaits: [],
  manyAcquires: [],
  earlyReleases: [],
  overReleases: [],
  releases: [],
  waits: false,
  cut: false,
};
