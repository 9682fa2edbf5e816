// What waiting for, taking, handing on and releasing a lock does to the state of a function's run.

import type { ResourceType } from "#engine/catalog/schema";
import type { Range } from "#protocol/finding";
import { canonical } from "./canonical";
import { constructionOf, writtenArguments } from "./catalog-arguments";
import type { Expr, FunctionId } from "./facts";
import { deeper, type Frame, inTask, placeOf, samePath, siteOf, type World } from "./frame";
import { isOfTurn, noteTurn } from "./many-acquires";
import { isReckoned, isVague, memberOf, type Path, pathKey, slotOfPath } from "./path";
import { type State, UNKNOWN, type Value } from "./state";
import type { Acquire, Condition, Held, Lock, Slots, TaskStep } from "./summary";

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
  const slots = type.reentrant ? "unbounded" : slotsOf(type, capacity, made.known);
  const bounded = !waitsForEver ? "call" : made.bounded || type.bounded === true ? "resource" : undefined;
  return {
    path,
    kind: KINDS.find((kind) => kind === type.kind) ?? "other",
    mode,
    single: capacity === 1 && !type.reentrant && !made.bounded && waitsForEver,
    ...(slots === undefined ? {} : { slots }),
    ...(bounded === undefined ? {} : { bounded }),
    fair: type.order === "fifo",
  };
}

/** The lock once it is known where it is: how many slots it was made with may be said there. */
export function lockAt(lock: Lock, path: Path, frame: Frame): Lock {
  if (lock.slots !== undefined && lock.slots !== "given") return { ...lock, path };
  const made = madeAs(path, frame);
  if (made.capacity === undefined) return { ...lock, path };
  const { bounded = made.bounded ? ("resource" as const) : undefined } = lock;
  const single = made.capacity === 1 && bounded === undefined && lock.condition === undefined;
  const slots = Number.isFinite(made.capacity) ? made.capacity : "unbounded";
  return { ...lock, path, slots, single, ...(bounded === undefined ? {} : { bounded }) };
}

const KINDS = ["mutex", "semaphore", "rwlock", "limiter", "queue", "pool"] as const;

/** Where nobody says a number, some have no bound; where a number is not written here, there is one all the same. */
function slotsOf(type: ResourceType, capacity: number | undefined, known: boolean): Slots | undefined {
  if (capacity !== undefined) return Number.isFinite(capacity) ? capacity : "unbounded";
  if (type.capacity === "unbounded") return "unbounded";
  const free = typeof type.capacity !== "number" && type.capacity.otherwise === "unbounded";
  return known || !free ? "given" : undefined;
}

/** Slots taken together by all these holds of one resource, as far as they are written. */
function unitsOf(holds: readonly Held[]): number {
  return holds.reduce((sum, { lock: { units = 1 } }) => sum + (typeof units === "number" ? units : 1), 0);
}

/** With what is held already there can never be enough left. */
function exhausts({ lock, place }: Held, held: readonly Held[]): boolean {
  const { slots, units = 1, bounded, kind, condition } = lock;
  if (kind === "rwlock" || bounded !== undefined || held.length === 0) return false;
  if (units === "all") return slots !== 0;
  if (condition !== undefined) return false;
  if (typeof slots !== "number" || slots === 0 || units === "some" || unitsOf(held) + units <= slots) return false;
  // How deep something calls itself depends on what it is given.
  const places = [place, ...held.map((one) => one.place)].map((at) => `${at.file}:${siteOf(at.range)}`);
  return new Set(places).size === places.length;
}

/** How a lock was made: its capacity where it is a constant, and whether waits end by themselves. */
interface Making {
  readonly capacity: number | undefined;
  readonly bounded: boolean;
  /** The place where it is made is known, whatever number stands there. */
  readonly known: boolean;
}

const NOT_KNOWN: Making = { capacity: undefined, bounded: false, known: false };

function madeAs(at: Path, frame: Frame): Making {
  // The lock of a key is as the table of locks was made.
  const last = at.steps.at(-1);
  const path = last !== undefined && !("f" in last) ? { root: at.root, steps: at.steps.slice(0, -1) } : at;
  const { root } = path;
  if ((root.r === "made" || root.r === "name") && path.steps.length === 0)
    return { capacity: root.capacity, bounded: root.bounded === true, known: true };
  const slot = slotOfPath(path);
  const init =
    slot !== undefined
      ? frame.world.field(slot)
      : root.r === "module" && path.steps.length === 0
        ? frame.world.variable(root.file, root.name)?.init
        : undefined;
  if (path !== at && (init?.k !== "new" || init.resource === undefined)) return NOT_KNOWN;
  return initializer(init, frame.world);
}

export function initializer(init: Expr | undefined, world: Pick<World, "catalog" | "variable">): Making {
  const constant = (value: Expr | undefined): string | number | boolean | undefined => {
    if (value?.k === "const") return value.value;
    const named = value?.k === "module" ? world.variable(value.file, value.name) : undefined;
    return named?.constant === true && named.init?.k === "const" ? named.init.value : undefined;
  };
  if (init?.k === "new") {
    if (init.resource === undefined) {
      const first = constant(init.args[0]);
      return { capacity: typeof first === "number" ? first : undefined, bounded: false, known: true };
    }
    const type = world.catalog.constructedType(init.resource.module, init.resource.type);
    const made = constructionOf(type, writtenArguments(init.args), constant);
    return { capacity: made.capacity, bounded: made.bounded === true, known: true };
  }
  if (init?.k === "call" && init.callee.t === "alias") {
    const inner = initializer(init.args[init.callee.argument], world);
    return { ...inner, bounded: init.callee.bounded || inner.bounded };
  }
  return NOT_KNOWN;
}

/** This task itself holds all there is of it, so that a try cannot succeed. */
export function isTakenUp(wait: Held, state: State): boolean {
  const own = [...state.holds.values()].filter((hold) => !hold.escaped && samePath(hold.lock.path, wait.lock.path));
  return !isVague(wait.lock.path) && exhausts(wait, own);
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
  yielded: readonly Path[] = [],
): void {
  frame.waits = true;
  const turn = isOfTurn(wait.lock.path, frame);
  if (isNowhere(wait.lock.path) && !turn) return;
  const apart = task.some((step) => !step.joined);
  const kept = (hold: Held): boolean => !yielded.some((path) => samePath(path, hold.lock.path));
  const own = apart ? [] : [...state.holds.values()].filter((hold) => !hold.escaped && kept(hold));
  const held: Held[] = [
    ...own.map((hold) => ({ lock: hold.lock, place: hold.place, chain: hold.chain })),
    ...below,
  ].filter((one) => !isNowhere(one.lock.path) || (turn && isOfTurn(one.lock.path, frame)));
  const same = isVague(wait.lock.path) && !turn ? [] : held.filter((one) => samePath(one.lock.path, wait.lock.path));
  const again = same.find((one) => excludes(one.lock, wait.lock)) ?? (exhausts(wait, same) ? same.at(-1) : undefined);
  if (again !== undefined) {
    const slot = slotOfPath(wait.lock.path);
    if (slot === undefined || !frame.world.isReassigned(slot)) {
      const key = `${describePlace(again)} ${describePlace(wait)}`;
      if (!frame.selfWaits.has(key)) frame.selfWaits.set(key, { held: again, wait });
    }
    return;
  }
  if (isNowhere(wait.lock.path)) return;
  const inOrder = ordered || [...state.assumed.values()].some((fact) => fact.ordering);
  const acquire: Acquire = {
    ...wait,
    chain: wait.chain.slice(0, MAX_CHAIN),
    held,
    task: [...frame.task, ...task],
    yielded: [...yielded, ...state.released.values()],
    ordered: inOrder,
    when: [...when, ...state.when.values()],
  };
  const key = [
    pathKey(wait.lock.path),
    wait.lock.mode,
    ...held.map((one) => pathKey(one.lock.path)),
    ...acquire.task.map((step) => step.site),
    ...acquire.yielded.map(pathKey),
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

/** Neither the class member that holds the lock is known, nor the list in which it is a neighbour. */
function isNowhere(path: Path): boolean {
  return isVague(path) && memberOf(path) === undefined && !isReckoned(path.steps.at(-1));
}

/** Takes the lock; the value that releases it. */
export function take(held: Held, key: string, state: State, frame: Frame, scoped: boolean): Value {
  const before = state.holds.get(key);
  noteTurn(held, key, state, frame);
  if (state.suspended) frame.late.add(key);
  // That of the turn before is another element of the list, which may still be given back.
  const another = isVague(held.lock.path) && isOfTurn(held.lock.path, frame) && before?.strayed === undefined;
  if (before !== undefined && !before.escaped && !before.scoped && !scoped && !another) {
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
  frame.takenInside.set(siteOf(held.place.range), [...frame.inside]);
  state.holds.set(key, { ...held, key, manual: !scoped, escaped: false, guarded: false, scoped });
  state.passed.set(pathKey(held.lock.path), held.lock);
  return { k: "releaser", hold: key };
}

export function releaseHold(key: string, state: State, frame: Frame): void {
  frame.releasedHolds.add(key);
  const hold = state.holds.get(key);
  const site = siteOf(hold?.place.range ?? frame.fn.at);
  const loop = frame.takenInside.get(site)?.at(-1);
  // Many taken at once are given back one by one.
  const many = hold?.lock.units !== undefined && frame.loops > 0;
  const beside = many || (loop !== undefined && !frame.inside.includes(loop));
  if (beside && hold !== undefined) frame.drained.add(pathKey(hold.lock.path));
  if (beside) frame.releasedBeside.add(site);
  else if (loop !== undefined) frame.releasedInside.add(site);
  state.holds.delete(key);
}

/** `lock.release()`: frees the latest hold of that lock, or one of the caller's. */
export function releaseLock(value: Value, state: State, frame: Frame, at?: Range): void {
  const inTurn = value.k === "path" && isOfTurn(value.path, frame);
  const ofTurn = inTurn && [...state.holds.values()].some((hold) => samePath(hold.lock.path, value.path));
  if (value.k !== "path" || (isVague(value.path) && !ofTurn)) {
    for (const hold of state.holds.values()) {
      if (hold.scoped) continue;
      const loop = frame.takenInside.get(siteOf(hold.place.range))?.at(-1);
      if (loop !== undefined)
        (frame.inside.includes(loop) ? frame.releasedInside : frame.releasedBeside).add(siteOf(hold.place.range));
      handOn(hold.key, state, frame);
    }
    return;
  }
  // Locks are known by where they were put first; so must be what is given back.
  const path = canonical(value.path, frame.world);
  const mine = [...state.holds.values()].filter((hold) => samePath(hold.lock.path, path)).at(-1);
  const key = pathKey(path);
  if (mine !== undefined) {
    releaseHold(mine.key, state, frame);
    if (at !== undefined && mine.manual && mine.lock.units === undefined) state.freed.set(key, placeOf(frame, at));
    return;
  }
  // The next of several units that were taken before.
  if (frame.loops > 0 && frame.drained.has(key)) return;
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
      if (value.generator !== undefined) for (const key of holdsIn(value, state, frame)) handOn(key, state, frame);
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
    deeper(frame, () => {
      for (const { state: last } of work.run(fresh))
        for (const lock of last.released.keys()) frame.releasedByTasks.add(lock);
    });
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
    case "promise": {
      const own = keyOfGenerator(value);
      const driven = value.generator === undefined ? [] : [...state.holds.keys()].filter((key) => key.startsWith(own));
      return [...driven, ...holdsIn(value.of, state, frame, seen)];
    }
    case "many":
      return holdsIn(value.of, state, frame, seen);
    case "fn":
      return releasedBy(value.id, state, frame, seen);
    default:
      return [];
  }
}

/** Begins the keys of what an async generator holds while it stands at a `yield`. */
export function keyOfGenerator(value: Extract<Value, { k: "promise" }>): string {
  return `generator ${value.work?.key ?? ""} `;
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
  // What a local function that it calls releases.
  for (const other of facts.mentions)
    if (isLocal(other, state, frame)) found.push(...releasedBy(other, state, frame, seen));
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
  // A local function that it calls goes with it.
  for (const other of facts?.mentions ?? []) {
    if (other !== id && frame.depth < 8 && isLocal(other, state, frame))
      deeper(frame, () => escapeFunction(other, state, at, frame, false));
  }
  if (!starts || facts === undefined || frame.spawned.has(id)) return;
  const site = `${frame.fn.id}@${siteOf(at)} ${id}`;
  frame.spawned.set(id, site);
  inTask({ site, many: true, joined: false }, state, frame, (fresh) => {
    for (const { state: last } of frame.apply(id, [], facts.arrow ? frame.self : UNKNOWN, fresh, at, frame))
      for (const lock of last.released.keys()) frame.releasedByTasks.add(lock);
  });
}

/** It is written in the function that is run, and uses its variables. */
function isLocal(id: FunctionId, state: State, frame: Frame): boolean {
  return frame.world.fn(id)?.captures.some((v) => state.env.has(v)) === true;
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
