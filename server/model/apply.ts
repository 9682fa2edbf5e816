// Calls a function by its summary: its paths become the caller's, its waits happen while the caller's locks are held.

import type { Range } from "#protocol/finding";
import { keepRegistration, noteBlock, noteCall, ownHolds, register } from "./blocking";
import { canonical } from "./canonical";
import { deeper, type Frame, inTask, placeOf, siteOf, throwPoint, type World } from "./frame";
import { expose, lockAt, releaseHold, releaseLock, start, take, waitFor } from "./locks";
import { keepMany } from "./many-acquires";
import { extend, isVague, type Path, pathKey, type Step } from "./path";
import { clone, type Outcome, type State, truth, UNDEF, UNKNOWN, type Value, type Work } from "./state";
import type { Condition, Held, Lock, SummaryValue } from "./summary";

/** The ways in which a call of `id` may go on, after its effects on `state`. */
export function applyFunction(
  id: string,
  args: readonly Value[],
  self: Value,
  state: State,
  at: Range,
  frame: Frame,
): Outcome[] {
  const facts = frame.world.fn(id);
  if (facts === undefined) return [{ state, value: UNKNOWN }];
  const summary = frame.world.summary(id);
  const here = placeOf(frame, at);
  const bind: Binding = { args, self, state };
  const lockIn = (lock: Lock): Lock => lockAt(lock, pathIn(lock.path, bind, frame.world), frame);
  const heldIn = (held: Held): Held => ({ lock: lockIn(held.lock), place: held.place, chain: [here, ...held.chain] });

  if (summary.waits) frame.waits = true;
  for (const acquire of summary.acquires) {
    const when = remaining(acquire.when, bind);
    if (when === undefined) continue;
    const yielded = acquire.yielded.map((path) => pathIn(path, bind, frame.world));
    waitFor(heldIn(acquire), acquire.held.map(heldIn), acquire.task, acquire.ordered, state, frame, when, yielded);
  }
  for (const block of summary.blocks) {
    const on = substitute(block.on, bind);
    const held = block.held.map(heldIn);
    const when = remaining(block.when, bind);
    if (on.k === "path" && when !== undefined)
      noteBlock({ ...block, on: on.path, held, when, chain: [here, ...block.chain] }, state, frame);
  }
  for (const many of summary.manyAcquires) {
    const element = substitute(many.element, bind);
    if (element.k !== "path") continue;
    const held = [...ownHolds(state), ...many.held.map(heldIn)];
    keepMany({ ...many, ...heldIn(many), element: element.path, held, task: [...frame.task, ...many.task] }, frame);
  }
  for (const registration of summary.registrations) {
    const into = substitute(registration.into, bind);
    if (into.k === "path") keepRegistration({ ...registration, into: into.path }, frame);
  }
  for (const stored of summary.stores) {
    const [into, value] = [substitute(stored.into, bind), substitute(stored.value, bind)];
    if (into.k === "path") register(into.path, value, state, at, frame);
  }
  for (const invocation of summary.invocations) {
    const callee = substitute(invocation.callee, bind);
    const when = remaining(invocation.when, bind);
    if (when === undefined) continue;
    if (callee.k === "path") {
      const args = invocation.args.map((value) => plain(valueIn(value, bind, [])));
      const passed = invocation.passed.map(lockIn);
      const held = invocation.held.map(heldIn);
      const chain = [here, ...invocation.chain];
      const around = invocation.around?.flatMap((path) => pathsOf(substitute(path, bind)));
      const whole = { ...invocation, callee: callee.path, args, passed, held, chain, when };
      noteCall(around === undefined ? whole : { ...whole, around }, state, frame);
      continue;
    }
    const inner = clone(state);
    invocation.held.map(heldIn).forEach((held, index) => {
      const key = `${siteOf(at)}/${siteOf(held.place.range)}/${index}`;
      inner.holds.set(key, { ...held, key, manual: false, escaped: false, guarded: false, scoped: true });
    });
    const values = invocation.args.map((value) => valueIn(value, bind, []));
    const run = (target: State): void => {
      deeper(frame, () => {
        for (const outcome of callValue(callee, values, target, at, "the callback", frame)) {
          if (invocation.awaited) await_(outcome, at, frame);
          else if (outcome.value.k === "promise") start(outcome.value, outcome.state, at, frame);
        }
      });
    };
    if (invocation.task.length === 0) run(inner);
    else {
      const [step] = invocation.task;
      if (step !== undefined) inTask(step, inner, frame, run);
    }
    // What the callback released of ours is released.
    for (const key of [...state.holds.keys()])
      if (!inner.holds.has(key) && invocation.task.length === 0) releaseHold(key, state, frame);
  }
  if (summary.throws !== undefined)
    throwPoint(state, at, facts.kind === "closure" ? summary.throws : facts.name, frame);

  for (const lock of summary.passes.map(lockIn)) if (!isVague(lock.path)) state.passed.set(pathKey(lock.path), lock);
  const outcomes: Outcome[] = [];
  for (const [index, exit] of summary.exits.entries()) {
    const next = index === summary.exits.length - 1 ? state : clone(state);
    for (const path of exit.released) releaseLock(substitute(path, { ...bind, state: next }), next, frame, at);
    const releasers = exit.left.map((left, position) => {
      const held: Held = { lock: lockIn(left.lock), place: here, chain: [] };
      const key = `${siteOf(at)}#${position}`;
      const value = take(held, key, next, frame, false);
      if (left.late === true) {
        frame.late.add(key);
        frame.lateInside.add(key);
      }
      return value;
    });
    outcomes.push({
      state: next,
      value: valueIn(exit.value, { ...bind, state: next }, releasers, `${frame.fn.id}@${siteOf(at)}`),
    });
  }
  return outcomes;
}

/** Calls whatever function a value is. Work that takes time is returned as a promise, not done. */
export function callValue(
  callee: Value,
  args: readonly Value[],
  state: State,
  at: Range,
  text: string,
  frame: Frame,
  promised = true,
): Outcome[] {
  switch (callee.k) {
    case "releaser":
      releaseHold(callee.hold, state, frame);
      return [{ state, value: UNDEF }];
    case "fn": {
      const facts = frame.world.fn(callee.id);
      if (facts === undefined) return [{ state, value: UNKNOWN }];
      return callFunction(callee.id, args, facts.arrow ? frame.self : UNKNOWN, state, at, text, frame);
    }
    case "path":
      return callPath(callee.path, args, state, at, text, frame, promised);
    case "promise":
      // An effect in the place of a function: what is called is its work.
      for (const arg of args) expose(arg, state, at, frame);
      return [{ state, value: callee }];
    case "either": {
      for (const option of callee.of) if (option.k === "releaser") releaseHold(option.hold, state, frame);
      for (const arg of args) expose(arg, state, at, frame);
      return [{ state, value: promiseOf(UNKNOWN, true, text) }];
    }
    default:
      for (const arg of args) expose(arg, state, at, frame);
      return [{ state, value: promiseOf(UNKNOWN, true, text) }];
  }
}

/** Calls a known function: at once, or as work to be awaited where it gives a promise. */
export function callFunction(
  id: string,
  args: readonly Value[],
  self: Value,
  state: State,
  at: Range,
  text: string,
  frame: Frame,
): Outcome[] {
  const facts = frame.world.fn(id);
  if (facts === undefined) return [{ state, value: UNKNOWN }];
  if (!facts.promise) return applyFunction(id, args, self, state, at, frame);
  const work: Work = { key: `${siteOf(at)} ${id}`, run: (later) => applyFunction(id, args, self, later, at, frame) };
  if (facts.lazy !== true) state.open.set(work.key, work);
  const generator = facts.generator === true ? { generator: { id, args, self, at } } : {};
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: false, what: text, work, ...generator } }];
}

export function promiseOf(value: Value, rejects: boolean, what: string): Value {
  return { k: "promise", of: value, rejects, what };
}

/** Waits for a value: work is done now, in this task. */
export function await_(
  outcome: Outcome,
  at: Range,
  frame: Frame,
  rejects = false,
  what = "the awaited promise",
): Outcome[] {
  const { state, value } = outcome;
  if (value.k === "either") {
    // Which of the promises it is does not matter for what it may do.
    let outcomes: Outcome[] = [{ state, value: UNKNOWN }];
    for (const option of value.of) {
      if (option.k === "promise")
        outcomes = outcomes.flatMap((one) => await_({ state: one.state, value: option }, at, frame));
    }
    return outcomes;
  }
  if (value.k !== "promise") {
    if (rejects && (value.k === "unknown" || value.k === "path")) throwPoint(state, at, what, frame);
    if (rejects && value.k === "path") {
      const block = { on: value.path, kind: "promise" as const, held: [], chain: [], task: [], when: [] };
      noteBlock({ ...block, place: placeOf(frame, at), early: value.early === true }, state, frame);
    }
    return [outcome];
  }
  const { work } = value;
  // Somebody has waited for it, also where it rejects.
  if (work !== undefined && value.generator === undefined) state.open.delete(work.key);
  if (value.rejects) throwPoint(state, at, value.what, frame);
  // To wait for a generator gives the generator.
  if (value.generator !== undefined) return [outcome];
  if (work === undefined) return [{ state, value: value.of }];
  let outcomes: Outcome[] = [];
  deeper(frame, () => {
    outcomes = work.run(state).flatMap((done) => (done.value.k === "promise" ? await_(done, at, frame) : [done]));
  });
  return outcomes;
}

/** What a summary's path means to the caller. */
export interface Binding {
  readonly args: readonly Value[];
  readonly self: Value;
  readonly state: State;
}

export function substitute(path: Path, bind: Binding): Value {
  const { root } = path;
  let value: Value;
  if (root.r === "param") value = bind.args[root.index] ?? UNDEF;
  else if (root.r === "this") value = bind.self;
  else if (root.r === "captured") value = bind.state.env.get(root.v) ?? { k: "path", path: { root, steps: [] } };
  else
    value = { k: "path", path: { root: root.r === "made" ? { ...root, ...fieldsIn(root, bind) } : root, steps: [] } };
  for (const step of path.steps) value = follow(value, step, bind);
  return value;
}

/** What the caller's own callers still decide; `undefined`: it does not happen with what is given here. */
function remaining(conditions: readonly Condition[], bind: Binding): Condition[] | undefined {
  const open: Condition[] = [];
  for (const { path, truthy } of conditions) {
    const value = substitute(path, bind);
    const known = truth(value);
    if (known !== undefined && known !== truthy) return undefined;
    if (known === undefined && value.k === "path" && value.path.root.r === "param")
      open.push({ path: value.path, truthy });
  }
  return open;
}

/** A thing that the callee made: what it was given, in the caller's words. */
function fieldsIn(root: Extract<Path["root"], { r: "made" }>, bind: Binding): { fields?: (readonly [string, Path])[] } {
  if (root.fields === undefined) return {};
  const fields = root.fields.flatMap(([name, path]): (readonly [string, Path])[] => {
    const value = substitute(path, bind);
    return value.k === "path" ? [[name, value.path]] : [];
  });
  return { fields };
}

/** A member or element of a value. */
export function member(value: Value, step: Step): Value {
  switch (value.k) {
    case "path":
      return { k: "path", path: extend(value.path, step) };
    case "object":
      return (
        ("f" in step ? value.props.get(step.f) : undefined) ??
        (value.made === undefined ? UNKNOWN : { k: "path", path: extend(value.made, step) })
      );
    case "tuple":
      return ("e" in step && typeof step.e === "number" ? value.items[step.e] : undefined) ?? UNKNOWN;
    case "many":
      return "f" in step ? UNKNOWN : value.of;
    default:
      return UNKNOWN;
  }
}

function follow(value: Value, step: Step, bind: Binding): Value {
  if (!("of" in step)) return member(value, step);
  return member(value, keyStep(substitute(step.of, bind), "substituted"));
}

/** The step to the element that a key names. */
export function keyStep(key: Value, site: string): Step {
  if (key.k === "const") return { e: key.value };
  return key.k === "path" ? { of: key.path } : { any: site };
}

/** Where the instance is not known, the class members on the way to it still are. */
export function pathIn(path: Path, bind: Binding, world: World): Path {
  const value = substitute(path, bind);
  return value.k === "path"
    ? canonical(value.path, world)
    : { root: { r: "some", site: "argument" }, steps: path.steps.filter((step) => "f" in step) };
}

function valueIn(value: SummaryValue, bind: Binding, releasers: readonly Value[], site = "call"): Value {
  switch (value.k) {
    case "path":
      // Each call makes another one.
      return value.path.root.r === "made"
        ? {
            k: "path",
            path: {
              root: { ...value.path.root, ...fieldsIn(value.path.root, bind), site: `${value.path.root.site}<${site}` },
              steps: value.path.steps,
            },
          }
        : substitute(value.path, bind);
    case "releaser":
      return releasers[value.left] ?? UNKNOWN;
    case "object":
      return {
        k: "object",
        props: new Map(value.props.map(([name, prop]) => [name, valueIn(prop, bind, releasers, site)])),
      };
    case "tuple":
      return { k: "tuple", items: value.items.map((item) => valueIn(item, bind, releasers, site)) };
    default:
      return value;
  }
}

/** A function value from outside: remembered, so that callers who know it can go on. */
function callPath(
  path: Path,
  args: readonly Value[],
  state: State,
  at: Range,
  text: string,
  frame: Frame,
  promised: boolean,
): Outcome[] {
  for (const arg of args) expose(arg, state, at, frame);
  // What gives a promise fails by rejecting it.
  if (!promised) throwPoint(state, at, text, frame);
  const record = (later: State, awaited: boolean): Outcome[] => {
    const call = { callee: path, awaited, args: args.map(plain), held: [], passed: [], chain: [], task: [], when: [] };
    noteCall({ ...call, place: placeOf(frame, at), ordered: false }, later, frame);
    return [{ state: later, value: UNKNOWN }];
  };
  record(state, false);
  const outside = path.root.r === "param" || path.root.r === "captured";
  if (!outside && !promised) return [{ state, value: promiseOf(UNKNOWN, true, text) }];
  const work: Work = { key: `${siteOf(at)} callback`, called: true, run: (later) => record(later, true) };
  state.open.set(work.key, work);
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: true, what: text, work } }];
}

function pathsOf(value: Value): Path[] {
  return value.k === "path" ? [value.path] : [];
}

function plain(value: Value): SummaryValue {
  return value.k === "path" || value.k === "const" || value.k === "undef" ? value : { k: "unknown" };
}
