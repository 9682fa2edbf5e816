// What waiting for, taking, handing on and releasing a lock does to the state of a function's run.

import type { ResourceType } from "#engine/catalog/schema";
import type { Range } from "#protocol/finding";
import { canonical } from "./canonical";
import { constructionOf, writtenArguments } from "./catalog-arguments";
import type { Catalog } from "./catalog-lookup";
import type { Expr, FunctionId } from "./facts";
import { deeper, type Frame, inTask, placeOf, samePath, siteOf } from "./frame";
import { isVague, memberOf, type Path, pathKey, slotOfPath } from "./path";
import { type State, UNKNOWN, type Value } from "./state";
import type { Acquire, Condition, Held, Lock, TaskStep } from "./summary";

/** Calls of a chain that are kept. */
const MAX_CHAIN = 8;
/** Acquires that a summary keeps. */
const MAX_ACQUIRES = 120;

/** The lock that an operation works on. */
export function lockOf(
  value: Value,
  type: ResourceType,
  mode: Lock["mode"],
  waitsForEver: boolean,
  at: Range,
  frame: Frame,
): Lock {
  const path: Path =
    value.k === "path"
      ? canonical(value.path, frame.world)
      : { root: { r: "some", site: `${frame.fn.id}@${siteOf(at)}` }, steps: [] };
  const made = madeAs(path, frame);
  const capacity = typeof type.capacity === "number" ? type.capacity : made.capacity;
  return {
    path,
    kind: type.kind === "mutex" || type.kind === "semaphore" || type.kind === "rwlock" ? type.kind : "other",
    mode,
    single: capacity === 1 && !type.reentrant && !made.bounded && waitsForEver,
    fair: type.order === "fifo",
  };
}

/** How the lock at a path was made: its capacity where it is a constant, and whether waits end by themselves. */
function madeAs(at: Path, frame: Frame): { capacity: number | undefined; bounded: boolean } {
  // The lock of a key is as the table of locks was made.
  const last = at.steps.at(-1);
  const path = last !== undefined && !("f" in last) ? { root: at.root, steps: at.steps.slice(0, -1) } : at;
  const { root } = path;
  if (root.r === "made" && path.steps.length === 0) return { capacity: root.capacity, bounded: root.bounded === true };
  const slot = slotOfPath(path);
  const init =
    slot !== undefined
      ? frame.world.field(slot)
      : root.r === "module" && path.steps.length === 0
        ? frame.world.variable(root.file, root.name)?.init
        : undefined;
  if (path !== at && (init?.k !== "new" || init.resource === undefined)) return { capacity: undefined, bounded: false };
  return initializer(init, frame.world.catalog);
}

export function initializer(
  init: Expr | undefined,
  catalog: Catalog,
): { capacity: number | undefined; bounded: boolean } {
  if (init?.k === "new") {
    if (init.resource === undefined) {
      const [first] = init.args;
      return {
        capacity: first?.k === "const" && typeof first.value === "number" ? first.value : undefined,
        bounded: false,
      };
    }
    const type = catalog.constructedType(init.resource.module, init.resource.type);
    const made = constructionOf(type, writtenArguments(init.args), (value) =>
      value.k === "const" ? value.value : undefined,
    );
    return { capacity: made.capacity, bounded: made.bounded === true };
  }
  if (init?.k === "call" && init.callee.t === "alias") {
    const inner = initializer(init.args[init.callee.argument], catalog);
    return { capacity: inner.capacity, bounded: init.callee.bounded || inner.bounded };
  }
  return { capacity: undefined, bounded: false };
}

/** Records that the lock is waited for: what is held then, and whether the holder is the same task. */
export function waitFor(
  wait: Held,
  below: readonly Held[],
  task: readonly TaskStep[],
  ordered: boolean,
  state: State,
  frame: Frame,
  when: readonly Condition[] = [],
): void {
  frame.waits = true;
  if (isNowhere(wait.lock.path)) return;
  const apart = task.some((step) => !step.joined);
  const own = apart ? [] : [...state.holds.values()].filter((hold) => !hold.escaped);
  const held: Held[] = [
    ...own.map((hold) => ({ lock: hold.lock, place: hold.place, chain: hold.chain })),
    ...below,
  ].filter((one) => !isNowhere(one.lock.path));
  const again = isVague(wait.lock.path)
    ? undefined
    : held.find((one) => samePath(one.lock.path, wait.lock.path) && excludes(one.lock, wait.lock));
  if (again !== undefined) {
    const slot = slotOfPath(wait.lock.path);
    if (slot === undefined || !frame.world.isReassigned(slot)) {
      const key = `${describePlace(again)} ${describePlace(wait)}`;
      if (!frame.selfWaits.has(key)) frame.selfWaits.set(key, { held: again, wait });
    }
    return;
  }
  const inOrder = ordered || [...state.assumed.values()].some((fact) => fact.ordering);
  const acquire: Acquire = {
    ...wait,
    chain: wait.chain.slice(0, MAX_CHAIN),
    held,
    task: [...frame.task, ...task],
    ordered: inOrder,
    when: [...when, ...state.when.values()],
  };
  const key = [
    pathKey(wait.lock.path),
    wait.lock.mode,
    ...held.map((one) => pathKey(one.lock.path)),
    ...acquire.task.map((step) => step.site),
    inOrder,
    describePlace(wait),
  ].join(" ");
  const known = frame.acquires.get(key);
  if (known !== undefined && known.chain.length <= acquire.chain.length) return;
  if (known === undefined && frame.acquires.size >= MAX_ACQUIRES) {
    frame.cut = true;
    return;
  }
  frame.acquires.set(key, acquire);
}

/** Not even the class member that holds the lock is known. */
function isNowhere(path: Path): boolean {
  return isVague(path) && memberOf(path) === undefined;
}

/** Takes the lock; the value that releases it. */
export function take(held: Held, key: string, state: State, frame: Frame, scoped: boolean): Value {
  const before = state.holds.get(key);
  if (before !== undefined && !before.escaped && !before.scoped && !scoped) {
    // The same acquire in a later turn of a loop, while the earlier one was never released.
    frame.leaks.set(`${key} next-turn`, {
      acquire: before,
      exit: before.strayed === undefined ? "next-turn" : "jump",
      at: before.strayed ?? before.place,
      what: "",
      releasedElsewhere: true,
    });
  }
  const lock = pathKey(held.lock.path);
  state.freed.delete(lock);
  if (frame.loops > 0) frame.takenInLoop.add(lock);
  state.holds.set(key, { ...held, key, manual: !scoped, escaped: false, guarded: false, scoped });
  state.passed.set(pathKey(held.lock.path), held.lock);
  return { k: "releaser", hold: key };
}

export function releaseHold(key: string, state: State, frame: Frame): void {
  frame.releasedHolds.add(key);
  state.holds.delete(key);
}

/** `lock.release()`: frees the latest hold of that lock, or one of the caller's. */
export function releaseLock(value: Value, state: State, frame: Frame, at?: Range): void {
  if (value.k !== "path" || isVague(value.path)) {
    for (const hold of state.holds.values()) if (!hold.scoped) handOn(hold.key, state, frame);
    return;
  }
  const { path } = value;
  const mine = [...state.holds.values()].filter((hold) => samePath(hold.lock.path, path)).at(-1);
  const key = pathKey(path);
  if (mine !== undefined) {
    releaseHold(mine.key, state, frame);
    if (at !== undefined && mine.manual) state.freed.set(key, placeOf(frame, at));
    return;
  }
  const first = state.freed.get(key);
  if (first !== undefined && at !== undefined && frame.loops === 0 && !frame.takenInLoop.has(key)) {
    frame.overReleases.set(`${key} ${siteOf(at)}`, { path, first, again: placeOf(frame, at) });
    return;
  }
  state.released.set(pathKey(path), path);
  frame.releases.set(pathKey(path), path);
}

/** Somebody else may release it from now on. */
export function handOn(key: string, state: State, frame: Frame): void {
  const hold = state.holds.get(key);
  if (hold === undefined) return;
  frame.handedOn.add(key);
  state.holds.set(key, { ...hold, escaped: true });
}

/** The value becomes reachable from elsewhere: its locks may be released there, its functions called at any time. */
export function expose(value: Value, state: State, at: Range, frame: Frame, starts = true): void {
  switch (value.k) {
    case "releaser":
      handOn(value.hold, state, frame);
      return;
    case "path":
      for (const hold of state.holds.values()) {
        const lock = pathKey(hold.lock.path);
        const key = pathKey(value.path);
        if (
          !hold.scoped &&
          (key === lock || key.startsWith(`${lock}.`) || lock.startsWith(`${key}.`)) &&
          value.path.root.r !== "this"
        )
          handOn(hold.key, state, frame);
      }
      return;
    case "object":
      for (const prop of value.props.values()) expose(prop, state, at, frame, starts);
      return;
    case "tuple":
    case "either":
      for (const item of value.k === "tuple" ? value.items : value.of) expose(item, state, at, frame, starts);
      return;
    case "many":
      expose(value.of, state, at, frame, starts);
      return;
    case "promise":
      if (value.work !== undefined) {
        state.open.delete(value.work.key);
        start(value, state, at, frame);
      }
      expose(value.of, state, at, frame, starts);
      return;
    case "fn":
      escapeFunction(value.id, state, at, frame, starts);
      return;
    default:
      return;
  }
}

/** Runs the work that a promise stands for as a task of its own. */
export function start(value: Extract<Value, { k: "promise" }>, state: State, at: Range, frame: Frame): void {
  const { work } = value;
  if (work === undefined || work.called === true) return;
  inTask({ site: `${frame.fn.id}@${work.key}`, many: frame.loops > 0, joined: false }, state, frame, (fresh) => {
    deeper(frame, () => work.run(fresh));
  });
  void at;
}

/** Locks that a value can release. */
export function holdsIn(value: Value, state: State, frame: Frame, seen: Set<FunctionId> = new Set()): string[] {
  switch (value.k) {
    case "releaser":
      return [value.hold];
    case "object":
      return [...value.props.values()].flatMap((prop) => holdsIn(prop, state, frame, seen));
    case "tuple":
      return value.items.flatMap((item) => holdsIn(item, state, frame, seen));
    case "either":
      return value.of.flatMap((item) => holdsIn(item, state, frame, seen));
    case "many":
    case "promise":
      return holdsIn(value.of, state, frame, seen);
    case "fn":
      return releasedBy(value.id, state, frame, seen);
    default:
      return [];
  }
}

/** Holds of this frame that calling a closure releases; `seen`: closures that were looked into, which may capture one another. */
export function releasedBy(id: FunctionId, state: State, frame: Frame, seen: Set<FunctionId> = new Set()): string[] {
  const facts = frame.world.fn(id);
  if (facts === undefined || seen.has(id)) return [];
  seen.add(id);
  const found = facts.captures.flatMap((v) => {
    const value = state.env.get(v);
    return value === undefined || (value.k === "fn" && value.id === id)
      ? []
      : value.k === "fn"
        ? []
        : holdsIn(value, state, frame, seen);
  });
  for (const path of frame.world.summary(id).releases) {
    for (const hold of state.holds.values()) {
      if (!hold.scoped && pathKey(hold.lock.path) === pathKey(inFrame(path, state))) found.push(hold.key);
    }
  }
  return [...new Set(found)];
}

function escapeFunction(id: string, state: State, at: Range, frame: Frame, starts: boolean): void {
  for (const key of releasedBy(id, state, frame)) handOn(key, state, frame);
  const facts = frame.world.fn(id);
  for (const v of facts?.captures ?? []) {
    const value = state.env.get(v);
    if (value !== undefined && value.k === "fn" && value.id !== id && frame.depth < 8) {
      deeper(frame, () => escapeFunction(value.id, state, at, frame, false));
    }
  }
  if (!starts || facts === undefined || frame.spawned.has(id)) return;
  const site = `${frame.fn.id}@${siteOf(at)} ${id}`;
  frame.spawned.set(id, site);
  inTask({ site, many: true, joined: false }, state, frame, (fresh) => {
    frame.apply(id, [], facts.arrow ? frame.self : UNKNOWN, fresh, at, frame);
  });
}

/** A closure's path seen from the frame whose variables it captured. */
function inFrame(path: Path, state: State): Path {
  if (path.root.r !== "captured") return path;
  const value = state.env.get(path.root.v);
  return value?.k === "path" ? { root: value.path.root, steps: [...value.path.steps, ...path.steps] } : path;
}

function excludes(a: Lock, b: Lock): boolean {
  return a.single && b.single && !(a.mode === "shared" && b.mode === "shared");
}

function describePlace(held: Held): string {
  return `${held.place.file}:${siteOf(held.place.range)}:${held.chain.length}`;
}

export function heldHere(lock: Lock, at: Range, frame: Frame): Held {
  return { lock, place: placeOf(frame, at), chain: [] };
}
