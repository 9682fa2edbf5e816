// What is waited for besides locks, and who ends such a wait: promises and callbacks that are kept in fields and lists.

import type { Range } from "#protocol/finding";
import { type Frame, placeOf } from "./frame";
import { expose, start } from "./locks";
import { extend, memberKeys, type Path, pathKey } from "./path";
import type { State, Value } from "./state";
import type { Block, Held, Invocation, Registration, TaskStep } from "./summary";

/** Waits, stored values and calls that a summary keeps of each kind. */
const MAX_KEPT = 60;
/** Calls in one loop that are remembered with each other. */
const MAX_AROUND = 4;

/** Locks that this task holds now. */
export function ownHolds(state: State): Held[] {
  return [...state.holds.values()]
    .filter((hold) => !hold.escaped)
    .map(({ lock, place, chain }) => ({ lock, place, chain }));
}

/** The task waits until somebody settles what is kept at `on`. */
export function noteBlock(block: Block, state: State, frame: Frame): void {
  if (memberKeys(block.on).length === 0) return;
  const apart = block.task.some((step) => !step.joined);
  const whole: Block = {
    ...block,
    held: [...(apart ? [] : ownHolds(state)), ...block.held],
    task: [...frame.task, ...block.task],
    early: block.early && !state.suspended,
    when: [...block.when, ...state.when.values()],
  };
  keep(frame.blocks, [pathKey(whole.on), placeText(whole.place), where(whole)].join(" "), whole);
}

/** A function value is called, or a resolver, that is kept somewhere or comes from outside. */
export function noteCall(call: Invocation, state: State, frame: Frame): void {
  const apart = call.task.some((step) => !step.joined);
  const whole: Invocation = {
    ...call,
    held: [...(apart ? [] : ownHolds(state)), ...call.held],
    passed: apart ? call.passed : [...state.passed.values(), ...call.passed],
    task: [...frame.task, ...call.task],
    ordered: call.ordered || [...state.assumed.values()].some((fact) => fact.ordering),
    when: [...call.when, ...state.when.values()],
  };
  const key = [placeText(whole.place), pathKey(whole.callee), where(whole)].join(" ");
  // In a later turn of a loop it has been through what lies between: that is how it goes on being called.
  const before = frame.invocations.get(key);
  const later = frame.loops > 0 && before !== undefined && whole.passed.length > before.passed.length;
  if (whole.awaited || later) frame.invocations.delete(key);
  keep(frame.invocations, key, whole);
}

/** After a loop: what this task calls and waits for in it stands between two turns of each other call. */
export function noteTurns(before: ReadonlySet<string>, frame: Frame): void {
  const own = [...frame.invocations].filter(([key, { task }]) => !before.has(key) && task.length === frame.task.length);
  const waited = own.filter(([, { awaited }]) => awaited);
  for (const [key, call] of own) {
    const around = waited.filter(([other]) => other !== key).map(([, { callee }]) => callee);
    if (around.length > 0 && around.length <= MAX_AROUND) frame.invocations.set(key, { ...call, around });
  }
}

/** A function or the promise of started work is put where others find it. */
export function register(into: Path, value: Value, state: State, at: Range, frame: Frame): void {
  if (memberKeys(into).length === 0) return;
  const place = placeOf(frame, at);
  const note = (kind: "callback" | "promise", site: string): void =>
    keepRegistration({ into, kind, site, place }, frame);
  switch (value.k) {
    case "fn": {
      expose(value, state, at, frame);
      const site = frame.spawned.get(value.id);
      if (site !== undefined) note("callback", site);
      return;
    }
    case "promise":
      if (value.work === undefined || value.work.called === true) return;
      state.open.delete(value.work.key);
      start(value, state, at, frame);
      note("promise", `${frame.fn.id}@${value.work.key}`);
      return;
    case "object":
      for (const [name, prop] of value.props) register(extend(into, { f: name }), prop, state, at, frame);
      return;
    case "either":
      for (const option of value.of) register(into, option, state, at, frame);
      return;
    case "path":
      if (value.path.root.r === "param" || value.path.root.r === "captured")
        keep(frame.stores, `${pathKey(into)} ${pathKey(value.path)}`, { into, value: value.path });
      return;
    default:
      return;
  }
}

export function keepRegistration(one: Registration, frame: Frame): void {
  keep(frame.registrations, `${pathKey(one.into)} ${one.site}`, one);
}

function keep<T>(into: Map<string, T>, key: string, item: T): void {
  if (into.size < MAX_KEPT && !into.has(key)) into.set(key, item);
}

function where({ held, task }: { readonly held: readonly Held[]; readonly task: readonly TaskStep[] }): string {
  return [...held.map((one) => placeText(one.place)), "/", ...task.map((step) => step.site)].join(" ");
}

function placeText(place: { readonly file: string; readonly range: Range }): string {
  return `${place.file}:${place.range.start.line}:${place.range.start.character}`;
}
