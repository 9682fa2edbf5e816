// Expressions in the abstract run of a function: every way an evaluation may go, with its value.

import { await_, keyStep, member } from "./apply";
import { noteBlock, register } from "./blocking";
import { evaluateCall } from "./calls";
import { abstractArguments, constructionOf } from "./catalog-arguments";
import { effectOf } from "./effects";
import type { Cond, Expr, Target } from "./facts";
import { type Frame, placeOf, siteOf } from "./frame";
import { yield_ } from "./generators";
import { guardMade } from "./guards";
import { expose } from "./locks";
import { extend, isVague, type Path, pathKey, RECKONED } from "./path";
import {
  clone,
  describe,
  either,
  isNullish,
  joinOutcomes,
  type Outcome,
  type State,
  truth,
  UNDEF,
  UNKNOWN,
  type Value,
  type Work,
} from "./state";

export function evaluate(e: Expr, state: State, frame: Frame): Outcome[] {
  if (frame.fuel <= 0) {
    frame.cut = true;
    return [{ state, value: UNKNOWN }];
  }
  frame.fuel--;
  switch (e.k) {
    case "unknown":
      return evaluateAll(e.parts ?? [], state, frame).map((all) => ({ state: all.state, value: UNKNOWN }));
    case "number":
      return evaluateAll(e.parts, state, frame).map((all) => ({
        state: all.state,
        value: { k: "path", path: { root: { r: "some", site: `${RECKONED} ${frame.fn.id}` }, steps: [] } },
      }));
    case "undef":
      return [{ state, value: UNDEF }];
    case "const":
    case "fn":
      return [{ state, value: e }];
    case "var":
      return [{ state, value: variable(e.v, e.name, state, frame) }];
    case "module":
      return [{ state, value: described(e.file, e.name, frame) ?? moduleVariable(e.file, e.name, frame, 0) }];
    case "this":
      return [{ state, value: frame.self }];
    case "field":
      return evaluate(e.of, state, frame).map((of) => ({
        state: of.state,
        value: early(fieldOf(of.value, e.name, e.slot), of.state),
      }));
    case "element":
      return evaluateAll([e.of, e.key], state, frame).map(
        ({ state: after, values: [of = UNKNOWN, key = UNKNOWN] }) => ({
          state: after,
          value: member(of, keyStep(key, frame.fn.id)),
        }),
      );
    case "object":
      return evaluateAll(
        e.props.map(([, value]) => value),
        state,
        frame,
      ).map((all) => ({
        state: all.state,
        value: { k: "object", props: new Map(e.props.map(([name], index) => [name, all.values[index] ?? UNKNOWN])) },
      }));
    case "array":
      return evaluateAll(e.items, state, frame).map((all) => ({
        state: all.state,
        value: { k: "tuple", items: all.values },
      }));
    case "not":
      return evaluate(e.of, state, frame).map((of) => ({ state: of.state, value: constant(negate(truth(of.value))) }));
    case "nullish":
      return evaluate(e.of, state, frame).map((of) => ({ state: of.state, value: constant(isNullish(of.value)) }));
    case "choice":
      return evaluateChoice(e, state, frame);
    case "assign":
      return evaluate(e.value, state, frame).map((value) => {
        const bound = assign(e.to, value.value, value.state, frame);
        return { state: value.state, value: bound };
      });
    case "await":
      return evaluate(e.of, state, frame).flatMap((of) => {
        const outcomes = await_(of, e.at, frame, e.rejects);
        for (const outcome of outcomes) outcome.state.suspended = true;
        return outcomes;
      });
    case "yield":
      return evaluate(e.of, state, frame).flatMap((of) => yield_(of, e.all, e.at, frame));
    case "new":
      if (e.stack === true) return [{ state, value: { k: "object", props: new Map(), stack: true } }];
      return evaluateAll(e.args, state, frame).map((all) => {
        const bare: Path = { root: { r: "made", by: frame.fn.id, site: siteOf(e.at) }, steps: [] };
        const guard = guardMade(e, bare, all.values, all.state, frame);
        if (guard !== undefined) return { state: all.state, value: guard };
        // A constructor may keep what it is given.
        if (e.resource === undefined) for (const value of all.values) expose(value, all.state, e.at, frame);
        const made =
          e.resource === undefined
            ? {}
            : constructionOf(
                frame.world.catalog.constructedType(e.resource.module, e.resource.type),
                abstractArguments(all.values),
                constantOf,
              );
        const fields = e.cls === undefined ? {} : givenTo(e.cls, all.values, frame);
        const root = { r: "made" as const, by: frame.fn.id, site: siteOf(e.at), ...made, ...fields };
        const path: Path = { root, steps: [] };
        if (e.cls !== undefined)
          for (const [name, position] of frame.world.given(e.cls))
            register(
              extend(path, { f: name, slot: `${e.cls}.${name}` }),
              all.values[position] ?? UNDEF,
              all.state,
              e.at,
              frame,
            );
        return { state: all.state, value: { k: "path", path } };
      });
    case "call":
      return evaluateCall(e, state, frame);
    case "effect":
      return evaluateAll([e.of, ...e.then], state, frame).flatMap((all) => effectOf(e, all.values, all.state, frame));
    case "pending":
      return evaluateAll(e.args, state, frame).map((all) => {
        for (const value of all.values) expose(value, all.state, e.at, frame);
        return { state: all.state, value: pendingOn(e, all.state, frame) };
      });
  }
}

/** What a new object's constructor puts into its fields, as far as it has a name. */
function givenTo(cls: string, args: readonly Value[], frame: Frame): { fields?: (readonly [string, Path])[] } {
  const fields = frame.world.given(cls).flatMap(([name, position]): (readonly [string, Path])[] => {
    const value = args[position];
    const nested = value?.k === "path" && value.path.root.r === "made" && value.path.root.fields !== undefined;
    return value?.k === "path" && !nested ? [[name, value.path]] : [];
  });
  return fields.length === 0 ? {} : { fields };
}

function early(value: Value, state: State): Value {
  return value.k === "path" && !state.suspended ? { ...value, early: true } : value;
}

/** Whoever waits for the promise waits for a call of one of the kept resolvers. */
function pendingOn(e: Extract<Expr, { k: "pending" }>, state: State, frame: Frame): Value {
  const places = e.into.flatMap((target) => pathOfTarget(target, state, frame) ?? []);
  const [on] = places;
  if (on === undefined) return { k: "promise", of: UNKNOWN, rejects: true, what: "new Promise" };
  const work: Work = {
    key: `${siteOf(e.at)} pending`,
    called: true,
    run: (later) => {
      const block = { on, kind: "resolver" as const, held: [], chain: [], task: [], when: [], early: false };
      noteBlock({ ...block, place: placeOf(frame, e.at) }, later, frame);
      later.suspended = true;
      return [{ state: later, value: UNKNOWN }];
    },
  };
  state.open.set(work.key, work);
  return { k: "promise", of: UNKNOWN, rejects: false, what: "new Promise", work };
}

function pathOfTarget(to: Target, state: State, frame: Frame): Path | undefined {
  if (to.l === "module") return { root: { r: "module", file: to.file, name: to.name }, steps: [] };
  if (to.l !== "field" && to.l !== "element") return undefined;
  const [of] = evaluate(to.of, state, frame);
  if (of === undefined) return undefined;
  const place =
    to.l === "field" ? fieldOf(of.value, to.name, to.slot) : member(of.value, { any: `${frame.fn.id} kept` });
  return place.k === "path" ? place.path : undefined;
}

export function evaluateAll(list: readonly Expr[], state: State, frame: Frame): { state: State; values: Value[] }[] {
  let paths: { state: State; values: Value[] }[] = [{ state, values: [] }];
  for (const e of list) {
    paths = paths.flatMap((path) =>
      evaluate(e, path.state, frame).map((next) => ({ state: next.state, values: [...path.values, next.value] })),
    );
  }
  return paths;
}

/** Puts a value where an assignment says; the value as it is known from then on. */
export function assign(to: Target, value: Value, state: State, frame: Frame): Value {
  switch (to.l) {
    case "var": {
      for (const [key, fact] of state.assumed) if (fact.vars.includes(to.v)) state.assumed.delete(key);
      if (frame.world.isVolatile(frame.fn.file, to.v)) expose(value, state, frame.fn.at, frame, false);
      // `lease = await lease.extend(1_000)`: what comes back may be the same lease.
      const before = state.env.get(to.v);
      if (value.k === "unknown" && before?.k === "object" && before.handle === true)
        expose(before, state, frame.fn.at, frame);
      const known = withName(value, to.v.slice(0, to.v.lastIndexOf("@")));
      state.env.set(to.v, known);
      return known;
    }
    case "module":
      return store({ root: { r: "module", file: to.file, name: to.name }, steps: [] }, value, state, frame);
    case "field": {
      const [of] = evaluate(to.of, state, frame);
      const place = of === undefined ? UNKNOWN : fieldOf(of.value, to.name, to.slot);
      return store(place.k === "path" ? place.path : undefined, value, state, frame);
    }
    case "element": {
      const [all] = evaluateAll([to.of, to.key], state, frame);
      const [of = UNKNOWN, key = UNKNOWN] = all?.values ?? [];
      const place = member(of, keyStep(key, frame.fn.id));
      return store(place.k === "path" ? place.path : undefined, value, state, frame);
    }
    case "object":
      for (const [name, target] of to.props) assign(target, fieldOf(value, name, undefined), state, frame);
      return value;
    case "array":
      to.items.forEach((target, index) => {
        if (target !== undefined) assign(target, member(value, { e: index }), state, frame);
      });
      return value;
    case "none":
      return value;
  }
}

/** Remembers on both sides of a branch what its condition said. */
export function branch(
  test: Expr,
  cond: Cond | undefined,
  state: State,
  value: Value,
  byNullish: boolean,
  frame: Frame,
): { yes: State | undefined; no: State | undefined } {
  const known = byNullish ? negate(isNullish(value)) : truth(value);
  const key = byNullish ? undefined : cond?.key;
  const earlier = key === undefined ? undefined : state.assumed.get(key)?.holds;
  const decided = known ?? earlier;
  if (decided !== undefined) return decided ? { yes: state, no: undefined } : { yes: undefined, no: state };
  const yes = state;
  const no = clone(state);
  if (key !== undefined && cond !== undefined) {
    yes.assumed.set(key, { holds: true, vars: cond.vars, ordering: cond.ordering });
    no.assumed.set(key, { holds: false, vars: cond.vars, ordering: cond.ordering });
  }
  refine(test, true, yes, frame);
  refine(test, false, no, frame);
  if (!byNullish) {
    demand(test, true, yes, frame);
    demand(test, false, no, frame);
  }
  return { yes, no };
}

/** A value of the caller's that was tested decides whether what follows happens at all. */
function demand(test: Expr, outcome: boolean, state: State, frame: Frame): void {
  if (test.k === "not") demand(test.of, !outcome, state, frame);
  if (test.k !== "var" && test.k !== "field") return;
  const [of] = evaluate(test, clone(state), frame);
  if (of?.value.k === "path" && of.value.path.root.r === "param")
    state.when.set(pathKey(of.value.path), { path: of.value.path, truthy: outcome });
}

/** A variable that was tested is what the test says. */
function refine(test: Expr, outcome: boolean, state: State, frame: Frame): void {
  if (test.k === "not") refine(test.of, !outcome, state, frame);
  else if (test.k === "nullish") refine(test.of, !outcome, state, frame);
  else if (test.k === "var") {
    const value = state.env.get(test.v);
    if (value?.k !== "either") return;
    const kept = value.of.filter((option) => truth(option) !== !outcome);
    const [first, ...rest] = kept;
    if (first !== undefined) state.env.set(test.v, rest.reduce(either, first));
  }
}

export function fieldOf(value: Value, name: string, slot: string | undefined): Value {
  return value.k === "either"
    ? value.of.map((option) => fieldOf(option, name, slot)).reduce(either)
    : member(value, slot === undefined ? { f: name } : { f: name, slot });
}

function evaluateChoice(e: Extract<Expr, { k: "choice" }>, state: State, frame: Frame): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const test of evaluate(e.test, state, frame)) {
    const { yes, no } = branch(e.test, e.cond, test.state, test.value, e.nullish === true, frame);
    if (yes !== undefined)
      outcomes.push(...(e.yes === undefined ? [{ state: yes, value: test.value }] : evaluate(e.yes, yes, frame)));
    if (no !== undefined)
      outcomes.push(
        ...(e.no === undefined
          ? [{ state: no, value: test.value.k === "unknown" ? UNKNOWN : UNDEF }]
          : evaluate(e.no, no, frame)),
      );
  }
  return joinOutcomes(outcomes);
}

function variable(v: string, name: string, state: State, frame: Frame): Value {
  if (frame.world.isVolatile(frame.fn.file, v)) return UNKNOWN;
  return state.env.get(v) ?? { k: "path", path: { root: { r: "captured", v, name }, steps: [] } };
}

/** A variable of this module that holds an effect: whoever waits for it has all of it done. */
function described(file: string, name: string, frame: Frame): Value | undefined {
  const declared = file === frame.fn.file ? frame.world.variable(file, name) : undefined;
  const init = declared?.constant === true ? declared.init : undefined;
  if (init === undefined || (init.k !== "effect" && init.k !== "call")) return undefined;
  const lazy =
    init.k === "effect"
      ? init.does !== "run" && init.does !== "now"
      : init.callee.t === "function" && frame.world.fn(init.callee.id)?.lazy === true;
  if (!lazy) return undefined;
  const run = (later: State): Outcome[] => evaluate(init, later, frame).flatMap((one) => await_(one, init.at, frame));
  return { k: "promise", of: UNKNOWN, rejects: false, what: name, work: { key: `effect ${file} ${name}`, run } };
}

/** A module's variable: the thing it is another name of, or itself. */
function moduleVariable(file: string, name: string, frame: Frame, depth: number): Value {
  const path: Path = { root: { r: "module", file, name }, steps: [] };
  const declared = frame.world.variable(file, name);
  if (declared?.init === undefined || !declared.constant || depth > 4) return { k: "path", path };
  const { init } = declared;
  if (init.k === "const" || init.k === "fn") return init;
  if (init.k === "module") return moduleVariable(init.file, init.name, frame, depth + 1);
  if (init.k === "field" && init.of.k === "module")
    return fieldOf(moduleVariable(init.of.file, init.of.name, frame, depth + 1), init.name, init.slot);
  return { k: "path", path };
}

/** A thing made here and stored somewhere is from then on what is stored there. */
export function store(place: Path | undefined, value: Value, state: State, frame: Frame): Value {
  if (value.k === "path" && value.path.root.r === "made" && value.path.steps.length === 0 && place !== undefined) {
    const made = pathKey(value.path);
    const stored: Value = { k: "path", path: place };
    for (const [v, known] of state.env)
      if (known.k === "path" && pathKey(known.path) === made) state.env.set(v, stored);
    return stored;
  }
  if (place !== undefined && value.k === "either" && value.of.every((option) => isOf(place, option))) {
    // `const lock = locks.get(key) ?? new Mutex(); locks.set(key, lock)`
    const stored: Value = { k: "path", path: place };
    const text = describe(value);
    for (const [v, known] of state.env) if (describe(known) === text) state.env.set(v, stored);
    return stored;
  }
  if (place !== undefined) register(place, value, state, frame.fn.at, frame);
  expose(value, state, frame.fn.at, frame);
  return value;
}

/** What is in the place already, or made to be put there. */
function isOf(place: Path, option: Value): boolean {
  // `const entry = entries.get(key) ?? { lock: new Mutex(), users: 0 }`
  if (option.k === "object") return true;
  if (option.k !== "path") return false;
  const { root, steps } = option.path;
  return (root.r === "made" && steps.length === 0) || (!isVague(place) && pathKey(option.path) === pathKey(place));
}

/** What was made here is called by the variable that it is first put into. */
function withName(value: Value, name: string): Value {
  if (
    value.k !== "path" ||
    value.path.root.r !== "made" ||
    value.path.root.name !== undefined ||
    value.path.steps.length > 0
  )
    return value;
  return { k: "path", path: { root: { ...value.path.root, name }, steps: [] } };
}

function constantOf(value: Value): string | number | boolean | undefined {
  return value.k === "const" ? value.value : undefined;
}

function constant(value: boolean | undefined): Value {
  return value === undefined ? UNKNOWN : { k: "const", value };
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
