// The state of the abstract run of one function: what variables are, which locks are held, what was assumed.

import type { Range } from "#protocol/finding";
import type { FunctionId, VarId } from "./facts";
import { type Path, pathKey } from "./path";
import type { Condition, Held, Lock, Place } from "./summary";

export type Value =
  | { readonly k: "unknown" }
  | { readonly k: "undef" }
  | { readonly k: "const"; readonly value: string | number | boolean }
  /** `early`: read from a field before anything was waited for. */
  | { readonly k: "path"; readonly path: Path; readonly early?: boolean }
  | { readonly k: "fn"; readonly id: FunctionId }
  /** Calling it releases this hold. */
  | { readonly k: "releaser"; readonly hold: string }
  /**
   * `handle`: what was checked out of a pool; the known ones of its methods give it back · `made`: an instance of a class, with
   * the fields that have names of their own · `stack`: a `DisposableStack`, with what it will release.
   */
  | {
      readonly k: "object";
      readonly props: ReadonlyMap<string, Value>;
      readonly handle?: boolean;
      readonly made?: Path;
      readonly stack?: boolean;
    }
  | { readonly k: "tuple"; readonly items: readonly Value[] }
  /** An array whose elements all look like this. */
  | { readonly k: "many"; readonly of: Value }
  | {
      readonly k: "promise";
      readonly of: Value;
      readonly rejects: boolean;
      readonly what: string;
      readonly work?: Work;
      /** Methods called on it give it again, but for these, which have the work done elsewhere. */
      readonly builder?: { readonly elsewhere: readonly string[] };
      /** What a call of an async generator gives. Its work goes on between one `next` and the following. */
      readonly generator?: GeneratorCall;
    }
  | { readonly k: "either"; readonly of: readonly Value[] };

/** A call of an async generator, which runs nothing of it yet. */
export interface GeneratorCall {
  readonly id: FunctionId;
  readonly args: readonly Value[];
  readonly self: Value;
  readonly at: Range;
}

/** Work that was started and not yet awaited. */
export interface Work {
  readonly key: string;
  /** An acquire by itself: to drop it is a bug. */
  readonly acquire?: Held;
  /** A call of a function from outside, which has already been made. */
  readonly called?: boolean;
  /** Its effects, on the state of whoever waits for it. */
  run(state: State): Outcome[];
}

export interface Hold extends Held {
  readonly key: string;
  /** Released by `lock.release()`, not by a releaser. */
  readonly manual: boolean;
  /** Somebody else may release it. */
  readonly escaped: boolean;
  /** A condition stood between here and its release. */
  readonly guarded: boolean;
  /** Released by the end of a `runExclusive` or a `using` block. */
  readonly scoped: boolean;
  /** The `continue` or `break` that it was carried over. */
  readonly strayed?: Place;
}

export interface State {
  readonly env: Map<VarId, Value>;
  readonly holds: Map<string, Hold>;
  /** Outcomes of conditions; `ordering` ones compare by order. */
  readonly assumed: Map<
    string,
    { readonly holds: boolean; readonly vars: readonly VarId[]; readonly ordering: boolean }
  >;
  readonly open: Map<string, Work>;
  /** Locks of the caller that were released on this path. */
  readonly released: Map<string, Path>;
  /** Locks that were taken on the way here. */
  readonly passed: Map<string, Lock>;
  /** What the values given by the caller have to be for this way to be taken. */
  readonly when: Map<string, Condition>;
  /** Something was waited for on the way here. */
  suspended: boolean;
  /** Locks that were taken and released here, on each path that leads to this state: where. */
  readonly freed: Map<string, Place>;
}

export interface Outcome {
  readonly state: State;
  readonly value: Value;
}

export interface Thrown {
  readonly state: State;
  readonly at: Range;
  readonly what: string;
}

export const UNKNOWN: Value = { k: "unknown" };
export const UNDEF: Value = { k: "undef" };

export function emptyState(): State {
  return {
    env: new Map(),
    holds: new Map(),
    assumed: new Map(),
    open: new Map(),
    released: new Map(),
    passed: new Map(),
    when: new Map(),
    suspended: false,
    freed: new Map(),
  };
}

export function clone(state: State): State {
  return {
    env: new Map(state.env),
    holds: new Map(state.holds),
    assumed: new Map(state.assumed),
    open: new Map(state.open),
    released: new Map(state.released),
    passed: new Map(state.passed),
    when: new Map(state.when),
    suspended: state.suspended,
    freed: new Map(state.freed),
  };
}

/** True or false where it is known. */
export function truth(value: Value): boolean | undefined {
  switch (value.k) {
    case "undef":
      return false;
    case "const":
      return Boolean(value.value);
    case "fn":
    case "releaser":
    case "object":
    case "tuple":
    case "many":
      return true;
    case "promise":
      // Without work it may be the plain result of a call that is not analysed.
      return value.work === undefined ? undefined : true;
    default:
      return undefined;
  }
}

export function isNullish(value: Value): boolean | undefined {
  if (value.k === "undef") return true;
  if (value.k === "promise" && value.work === undefined) return undefined;
  return value.k === "unknown" || value.k === "path" || value.k === "either" ? undefined : false;
}

/** States that hold the same locks by the same means become one; what differs in them becomes `either`. */
export function join(states: readonly State[]): State[] {
  if (states.length < 2) return [...states];
  const groups = new Map<string, State>();
  for (const state of states) {
    const key = holdKey(state);
    const known = groups.get(key);
    groups.set(key, known === undefined ? state : merge(known, state));
  }
  return [...groups.values()];
}

export function joinOutcomes(outcomes: readonly Outcome[]): Outcome[] {
  if (outcomes.length < 2) return [...outcomes];
  const groups = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const key = `${holdKey(outcome.state)}|${carries(outcome.value) ? describe(outcome.value) : ""}`;
    const known = groups.get(key);
    groups.set(
      key,
      known === undefined
        ? outcome
        : { state: merge(known.state, outcome.state), value: either(known.value, outcome.value) },
    );
  }
  return [...groups.values()];
}

export function either(a: Value, b: Value): Value {
  if (a === b || describe(a) === describe(b)) return a;
  if (a.k === "tuple" && b.k === "tuple" && a.items.length === b.items.length) {
    return { k: "tuple", items: a.items.map((item, index) => either(item, b.items[index] ?? UNKNOWN)) };
  }
  const all = [...(a.k === "either" ? a.of : [a]), ...(b.k === "either" ? b.of : [b])];
  const distinct = [...new Map(all.map((value) => [describe(value), value])).values()];
  return distinct.length > 6 || distinct.some((value) => value.k === "unknown")
    ? UNKNOWN
    : { k: "either", of: distinct };
}

/** Text equal for equal values. */
export function describe(value: Value): string {
  switch (value.k) {
    case "unknown":
      return "?";
    case "undef":
      return "undef";
    case "const":
      return JSON.stringify(value.value);
    case "path":
      return pathKey(value.path);
    case "fn":
      return `fn ${value.id}`;
    case "releaser":
      return `releaser ${value.hold}`;
    case "object":
      return `{${[...value.props].map(([name, prop]) => `${name}:${describe(prop)}`).join(",")}}`;
    case "tuple":
      return `[${value.items.map(describe).join(",")}]`;
    case "many":
      return `${describe(value.of)}[]`;
    case "promise":
      return `promise ${value.work?.key ?? ""} ${describe(value.of)}`;
    case "either":
      return value.of.map(describe).sort().join("|");
  }
}

/** It leads to a held lock. */
function carries(value: Value): boolean {
  switch (value.k) {
    case "releaser":
      return true;
    case "object":
      return [...value.props.values()].some(carries);
    case "tuple":
      return value.items.some(carries);
    case "many":
      return carries(value.of);
    case "promise":
      return value.work !== undefined || carries(value.of);
    case "either":
      return value.of.some(carries);
    default:
      return false;
  }
}

function holdKey(state: State): string {
  const holds = [...state.holds.values()]
    .map((hold) => `${hold.key}${hold.escaped ? "!" : ""}${hold.guarded ? "?" : ""}`)
    .sort();
  const env = [...state.env]
    .filter(([, value]) => carries(value))
    .map(([v, value]) => `${v}=${describe(value)}`)
    .sort();
  return [...holds, ";", ...env, ";", ...[...state.open.keys()].sort(), ";", ...[...state.released.keys()].sort()].join(
    " ",
  );
}

function merge(a: State, b: State): State {
  const env = new Map(a.env);
  for (const [v, value] of b.env) {
    const mine = env.get(v);
    env.set(v, mine === undefined ? value : either(mine, value));
  }
  const assumed = new Map([...a.assumed].filter(([key, fact]) => b.assumed.get(key)?.holds === fact.holds));
  const passed = new Map([...a.passed].filter(([key]) => b.passed.has(key)));
  const when = new Map([...a.when].filter(([key, condition]) => b.when.get(key)?.truthy === condition.truthy));
  const suspended = a.suspended && b.suspended;
  const freed = new Map([...a.freed].filter(([key]) => b.freed.has(key)));
  return { env, holds: a.holds, assumed, open: a.open, released: a.released, passed, when, suspended, freed };
}
