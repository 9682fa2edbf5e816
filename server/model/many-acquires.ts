// Several locks of a list taken one after the other: whoever gives the list decides the order.

import { type Frame, siteOf } from "./frame";
import type { Stmt } from "./facts";
import { extend, isVague, type Path, pathKey } from "./path";
import type { State, Value } from "./state";
import type { Held, ManyAcquires } from "./summary";

/** How the step to some element of a list is marked where the elements are gone through one by one. */
export const EACH = "each ";

/**
 * What decides which lock of a list comes next: the key `keys[…]` of `locks[keys[…]]`, or the lock `mutexes[…]` itself.
 * `undefined` where the lock is not of a list, or the list was put together in a way that is not known, such as by sorting.
 */
function elementOf(path: Path): Path | undefined {
  for (const step of path.steps) if ("of" in step && isEach(step.of)) return step.of;
  return isEach(path) ? path : undefined;
}

function isEach(path: Path): boolean {
  return path.root.r !== "some" && path.steps.some((step) => "any" in step && step.any.startsWith(EACH));
}

/** What a loop goes through in one turn: which of the elements is not known, but it is one and the same until the next turn. */
export function elementOfTurn(list: Value, turn: number, loop: Stmt, frame: Frame): Value {
  if (list.k === "many") return list.of;
  const number = frame.loopNumbers.get(loop) ?? frame.loopNumbers.size;
  frame.loopNumbers.set(loop, number);
  const any = `${turnsOf(frame)}${number} turn ${turn}`;
  const last = list.k === "path" ? list.path.steps.at(-1) : undefined;
  // `map.values()` is some of its elements already.
  const some = last !== undefined && "any" in last && !last.any.startsWith(EACH);
  return list.k === "path"
    ? { k: "path", path: extend(some ? { ...list.path, steps: list.path.steps.slice(0, -1) } : list.path, { any }) }
    : { k: "path", path: { root: { r: "some", site: any }, steps: [] } };
}

/** All that is not known of it is which element of a list it is in this turn of a loop: twice the same there. */
export function isOfTurn(path: Path, frame: Frame): boolean {
  const turns = turnsOf(frame);
  const { root } = path;
  if (root.r === "some" && !root.site.startsWith(turns)) return false;
  return path.steps.every((step) =>
    "any" in step ? step.any.startsWith(turns) : !("of" in step) || !isVague(step.of) || isOfTurn(step.of, frame),
  );
}

function turnsOf(frame: Frame): string {
  return `${EACH}${frame.fn.id} loop `;
}

/** The lock is taken in a turn of a loop while that of an earlier turn is held. */
export function noteTurn(held: Held, key: string, state: State, frame: Frame): void {
  const before = state.holds.get(key);
  if (before === undefined || before.scoped || frame.loops === 0 || !held.lock.single) return;
  if (!isVague(held.lock.path) || frame.releasedInside.has(siteOf(held.place.range))) return;
  if (before.escaped && !frame.collected.has(key)) return;
  noteMany(held, "loop", state, frame);
}

export function noteMany(held: Held, how: ManyAcquires["how"], state: State, frame: Frame): void {
  const element = elementOf(held.lock.path);
  if (element === undefined || [...state.assumed.values()].some((fact) => fact.ordering)) return;
  const others = [...state.holds.values()].filter(
    (hold) => siteOf(hold.place.range) !== siteOf(held.place.range) && hold.place.file === held.place.file,
  );
  keepMany(
    { ...held, element, how, held: others.map(({ lock, place, chain }) => ({ lock, place, chain })), task: frame.task },
    frame,
  );
}

export function keepMany(one: ManyAcquires, frame: Frame): void {
  const key = `${one.place.file}:${siteOf(one.place.range)} ${pathKey(one.element)} ${one.how}`;
  if (!frame.manyAcquires.has(key) && frame.manyAcquires.size < 20) frame.manyAcquires.set(key, one);
}

/** Permits taken one by one in a loop and given back in another one, or after it: how many of each there are is not known. */
export function isDrained({ lock, place }: Held, frame: Frame): boolean {
  const key = siteOf(place.range);
  return (!lock.single || isVague(lock.path)) && frame.releasedBeside.has(key) && !frame.releasedInside.has(key);
}
