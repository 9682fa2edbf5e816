// Where tasks meet besides locks: a stored callback and its call, a kept promise and its work, a wait and what ends it.

import type { Identity } from "#protocol/finding";
import type { FunctionFacts } from "./facts";
import { ownersOf } from "./owners";
import { isClosed, isVague, type Path, pathKey } from "./path";
import { keyOf, memberKeysOf } from "./path-keys";
import { perModel } from "./per-model";
import type { ProgramModel } from "./program-model";
import type { Acquire, Block, Held, Invocation, Lock, Registration } from "./summary";

/** Something found in the summary of a task's root, in whose words its paths are. */
export interface InRoot<T> {
  readonly root: FunctionFacts;
  readonly item: T;
}

/** What one task holds, and the other has to get. */
export interface Obstacle {
  readonly held: Held;
  readonly lock: Lock;
  readonly identity: Identity;
  /** Both only read: who asks for writing in between. */
  readonly writer?: Acquire | undefined;
}

export interface Meetings {
  readonly blocks: readonly InRoot<Block>[];
  readonly calls: readonly InRoot<Invocation>[];
  readonly registrations: readonly InRoot<Registration>[];
  /** Calls of what is kept at such a place. */
  callsOf(place: Path): readonly InRoot<Invocation>[];
  registeredAt(place: Path): readonly InRoot<Registration>[];
  /** Locks that the registered function or work waits for in its own task. */
  acquiresOf(registration: InRoot<Registration>): readonly Acquire[];
  blocksOf(registration: InRoot<Registration>): readonly Block[];
}

export const meetings = perModel((model: ProgramModel): Meetings => {
  const blocks: InRoot<Block>[] = [];
  const calls: InRoot<Invocation>[] = [];
  const registrations: InRoot<Registration>[] = [];
  for (const root of startingPoints(model)) {
    const summary = model.summaries.get(root.id);
    for (const item of summary?.blocks ?? []) blocks.push({ root, item });
    for (const item of summary?.invocations ?? []) calls.push({ root, item });
    for (const item of summary?.registrations ?? []) registrations.push({ root, item });
  }
  const apart = ownersOf(model);
  const byCallee = index(calls, ({ callee }) => callee);
  const byPlace = index(registrations, ({ into }) => into);
  const within = <T extends { readonly task: Acquire["task"] }>(items: readonly T[], site: string): T[] =>
    items.filter(({ task }) => {
      const at = task.findIndex((step) => step.site === site);
      return at >= 0 && task.slice(at + 1).every((step) => step.joined);
    });
  return {
    blocks,
    calls,
    registrations,
    callsOf: (place) => lookUp(byCallee, place).filter(({ item }) => !apart(item.callee, place)),
    registeredAt: (place) => lookUp(byPlace, place).filter(({ item }) => !apart(item.into, place)),
    acquiresOf: ({ root, item }) => within(model.summaries.get(root.id)?.acquires ?? [], item.site),
    blocksOf: ({ root, item }) => within(model.summaries.get(root.id)?.blocks ?? [], item.site),
  };
});

/** Besides the roots: constructors, which put callbacks and promises into the fields of what they make. */
function startingPoints(model: ProgramModel): FunctionFacts[] {
  const found = new Set(model.roots);
  for (const fn of model.functions.values()) if (fn.kind === "constructor") found.add(fn);
  return [...found];
}

function index<T>(all: readonly InRoot<T>[], of: (item: T) => Path): Map<string, InRoot<T>[]> {
  const found = new Map<string, InRoot<T>[]>();
  for (const one of all) {
    for (const key of memberKeysOf(of(one.item))) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [one]);
      else known.push(one);
    }
  }
  return found;
}

function lookUp<T>(from: ReadonlyMap<string, readonly InRoot<T>[]>, place: Path): InRoot<T>[] {
  return [...new Set(memberKeysOf(place).flatMap((key) => from.get(key) ?? []))];
}

/** Whether two paths, each in the words of its root, are the same thing; `undefined`: nothing says so. */
export function sameThing(a: Path, inA: FunctionFacts, b: Path, inB: FunctionFacts): Identity | undefined {
  if (!isVague(a) && !isVague(b) && keyOf(a) === keyOf(b)) {
    if (inA === inB || (isClosed(a) && isClosed(b) && a.root.r !== "made")) return "must";
    if (a.root.r === "this" && inA.cls !== undefined && inA.cls === inB.cls) return "may";
  }
  const keys = memberKeysOf(b);
  return memberKeysOf(a).some((key) => keys.includes(key)) ? "may" : undefined;
}

/** The lock as seen from the owner of the place: `.mutex` where the callback is kept in `.listener` of the same object. */
export function relativeTo(place: Path, lock: Path): string | undefined {
  const last = place.steps.findLastIndex((step) => "f" in step);
  const owner: Path = { root: place.root, steps: place.steps.slice(0, Math.max(0, last)) };
  const [from, to] = [pathKey(owner), pathKey(lock)];
  return to.startsWith(from) ? to.slice(from.length) : undefined;
}

/** Two tasks cannot hold them at the same time. */
export function excludeEachOther(a: Lock, b: Lock): boolean {
  return a.single && b.single && !(a.mode === "shared" && b.mode === "shared");
}

/** Where somebody asks for a lock for writing. */
export const writersOf = perModel((model: ProgramModel): InRoot<Acquire>[] => {
  const found: InRoot<Acquire>[] = [];
  for (const root of model.functions.values()) {
    for (const item of model.summaries.get(root.id)?.acquires ?? [])
      if (item.lock.kind === "rwlock" && item.lock.mode === "exclusive") found.push({ root, item });
  }
  return found;
});

/** Without a writer somewhere, readers never wait. */
export function writerOf(lock: Lock, fn: FunctionFacts, writers: readonly InRoot<Acquire>[]): Acquire | undefined {
  return writers.find(({ root, item }) => sameThing(lock.path, fn, item.lock.path, root) !== undefined)?.item;
}

/** The held lock that keeps the other task from going on, if there is one. */
export function obstacle(
  held: readonly Held[],
  inHeld: FunctionFacts,
  wanted: readonly Lock[],
  inWanted: FunctionFacts,
  writers: readonly InRoot<Acquire>[] = [],
): Obstacle | undefined {
  for (const one of held) {
    for (const lock of wanted) {
      const identity = excludeEachOther(one.lock, lock)
        ? sameThing(one.lock.path, inHeld, lock.path, inWanted)
        : undefined;
      if (identity !== undefined) return { held: one, lock, identity };
      const between = comesBehindWriter(one.lock, lock) ? writerOf(lock, inWanted, writers) : undefined;
      const same = between === undefined ? undefined : sameThing(one.lock.path, inHeld, lock.path, inWanted);
      if (same !== undefined) return { held: one, lock, identity: same, writer: between };
    }
  }
  return undefined;
}

/** A reader lets other readers in, but not past a writer that has asked before them. */
function comesBehindWriter(held: Lock, wanted: Lock): boolean {
  return wanted.fair && held.single && wanted.single && held.mode === "shared" && wanted.mode === "shared";
}
