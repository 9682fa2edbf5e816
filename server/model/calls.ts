// Calls in the abstract run of a function: operations on locks, known functions, promise combinators, everything else.

import { indexAt } from "#engine/catalog/read";
import type { Operation, ResourceType } from "#engine/catalog/schema";
import type { Range } from "#protocol/finding";
import { await_, callFunction, callValue, keyStep, member, promiseOf } from "./apply";
import { abstractArguments } from "./catalog-arguments";
import { operationOf } from "./catalog-lookup";
import { evaluateAll, store } from "./evaluate";
import type { Builtin, CallExpr, PrimitiveFacts } from "./facts";
import { type Frame, inTask, siteOf, throwPoint } from "./frame";
import { expose, handOn, heldHere, holdsIn, lockOf, releaseLock, take, waitFor } from "./locks";
import { clone, join, type Outcome, type State, UNDEF, UNKNOWN, type Value, type Work } from "./state";
import type { Lock } from "./summary";

export function evaluateCall(e: CallExpr, state: State, frame: Frame): Outcome[] {
  const { callee } = e;
  const subjects = [e.receiver ?? { k: "undef" as const }, callee.t === "value" ? callee.of : { k: "undef" as const }];
  return evaluateAll(subjects, state, frame).flatMap(({ state: before, values: [receiver = UNDEF, fn = UNDEF] }) => {
    const subject = callee.t === "value" ? fn : receiver;
    const outcomes: Outcome[] = [];
    if (e.optional === true) {
      if (subject.k === "undef") return [{ state: before, value: UNDEF }];
      // `a?.b()` on something that may be absent: perhaps nothing happens. Where it releases, absence means that nothing is held.
      const absent = subject.k === "path" || subject.k === "unknown" || subject.k === "either";
      if (absent && !releases(callee, frame)) outcomes.push({ state: clone(before), value: UNDEF });
    }
    for (const { state: ready, values } of evaluateAll(e.args, before, frame))
      outcomes.push(...dispatch(e, receiver, fn, values, ready, frame));
    return outcomes;
  });
}

function releases(callee: CallExpr["callee"], frame: Frame): boolean {
  if (callee.t === "op") return operationOf(callee.module, callee.type, callee.member)?.operation.effect === "REL";
  return callee.t === "function" && frame.world.primitive(callee.id)?.effect === "REL";
}

function dispatch(
  e: CallExpr,
  receiver: Value,
  fn: Value,
  args: readonly Value[],
  state: State,
  frame: Frame,
): Outcome[] {
  const { callee } = e;
  switch (callee.t) {
    case "op": {
      const found = operationOf(callee.module, callee.type, callee.member);
      return found === undefined
        ? [{ state, value: UNKNOWN }]
        : operate(found.type, found.operation, receiver, args, state, e, frame);
    }
    case "alias": {
      const value = args[callee.argument] ?? UNKNOWN;
      const bounded =
        value.k === "path" && value.path.root.r === "made"
          ? { ...value, path: { ...value.path, root: { ...value.path.root, bounded: true } } }
          : value;
      return [{ state, value: callee.bounded ? bounded : value }];
    }
    case "function": {
      const primitive = frame.world.primitive(callee.id);
      if (primitive !== undefined)
        return operateOwn(primitive.facts, primitive.effect, receiver, args, state, e, frame);
      if (frame.world.factory(callee.id) !== undefined) {
        return [
          {
            state,
            value: { k: "path", path: { root: { r: "made", by: frame.fn.id, site: siteOf(e.at) }, steps: [] } },
          },
        ];
      }
      if (frame.world.fn(callee.id) === undefined) return outside(args, state, e, false, true, frame);
      const facts = frame.world.fn(callee.id);
      return callFunction(
        callee.id,
        args,
        facts?.arrow === true && facts.kind !== "method" ? frame.self : receiver,
        state,
        e.at,
        e.text,
        frame,
      );
    }
    case "method": {
      const id = frame.world.target(callee.slot);
      if (id !== undefined) return dispatch({ ...e, callee: { t: "function", id } }, receiver, fn, args, state, frame);
      expose(receiver, state, e.at, frame);
      return outside(args, state, e, false, true, frame);
    }
    case "value": {
      const primitive = callee.declared === undefined ? undefined : frame.world.primitive(callee.declared);
      if (primitive !== undefined) return operateOwn(primitive.facts, primitive.effect, fn, args, state, e, frame);
      return callValue(fn, args, state, e.at, e.text, frame, e.promise === true);
    }
    case "builtin":
      return builtin(callee.name, receiver, args, state, e, frame);
    case "external":
      if (callee.name === "process.exit" || callee.name === "Deno.exit") return [];
      expose(receiver, state, e.at, frame);
      return outside(args, state, e, callee.throws, callee.rejects, frame);
  }
}

/** An operation of the catalog. */
function operate(
  type: ResourceType,
  operation: Operation,
  receiver: Value,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const subject =
    operation.key === undefined ? receiver : named(args[operation.key.argument] ?? UNKNOWN, type, frame, e.at);
  const { mode, waitsForEver } = settings(operation, args);
  const lock = lockOf(subject, type, mode, waitsForEver, e.at, frame);
  switch (operation.effect) {
    case "ACQ":
      return acquire(
        lock,
        operation.result.kind === "tuple" ? operation.result.index : undefined,
        operation.result.kind,
        state,
        e,
        frame,
      );
    case "REL":
      releaseLock(subject, state, frame);
      return [{ state, value: UNDEF }];
    case "RUN": {
      const index = indexAt(operation.callback?.argument ?? 0, abstractArguments(args));
      return run(lock, (index === undefined ? undefined : args[index]) ?? UNKNOWN, state, e, frame);
    }
    default:
      return [{ state, value: promiseOf(UNKNOWN, false, e.text) }];
  }
}

/** An operation of a hand-written lock. */
function operateOwn(
  facts: PrimitiveFacts,
  effect: "ACQ" | "REL" | "RUN",
  receiver: Value,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const subject: Value =
    facts.cls === undefined && receiver.k === "undef"
      ? { k: "path", path: { root: { r: "module", file: "", name: facts.name }, steps: [] } }
      : receiver;
  const base = lockOf(
    subject,
    {
      kind: facts.kind,
      capacity: facts.kind === "mutex" ? 1 : { argument: 0 },
      reentrant: false,
      export: facts.name,
      typeNames: [],
      construct: "new",
      order: "fifo",
      scope: "instance",
      operations: [],
    },
    "exclusive",
    true,
    e.at,
    frame,
  );
  if (effect === "ACQ") return acquire(base, undefined, facts.releaser ? "releaser" : "void", state, e, frame);
  if (effect === "RUN") return run(base, args.find((arg) => arg.k === "fn") ?? args[0] ?? UNKNOWN, state, e, frame);
  releaseLock(subject, state, frame);
  return [{ state, value: UNDEF }];
}

function acquire(
  lock: Lock,
  index: number | undefined,
  result: string,
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const held = heldHere(lock, e.at, frame);
  const key = siteOf(e.at);
  const work: Work = {
    key: `${key} acquire`,
    acquire: held,
    run: (later) => {
      waitFor(held, [], [], false, later, frame);
      const releaser = take(held, key, later, frame, false);
      if (index !== undefined) {
        const items = Array.from({ length: index + 1 }, (_, position) => (position === index ? releaser : UNKNOWN));
        return [{ state: later, value: { k: "tuple", items } }];
      }
      return [{ state: later, value: result === "releaser" ? releaser : UNDEF }];
    },
  };
  state.open.set(work.key, work);
  return [
    { state, value: { k: "promise", of: UNKNOWN, rejects: !lock.single && isBounded(lock), what: e.text, work } },
  ];
}

function run(lock: Lock, callback: Value, state: State, e: CallExpr, frame: Frame): Outcome[] {
  const held = heldHere(lock, e.at, frame);
  const key = `${siteOf(e.at)} section`;
  const work: Work = {
    key: `${siteOf(e.at)} run`,
    run: (later) => {
      waitFor(held, [], [], false, later, frame);
      take(held, key, later, frame, true);
      const { sink } = frame;
      frame.sink = [];
      const outcomes = callValue(callback, [UNKNOWN], later, e.at, "the callback", frame).flatMap((called) =>
        await_(called, e.at, frame),
      );
      const thrown = frame.sink;
      frame.sink = sink;
      for (const one of thrown) {
        one.state.holds.delete(key);
        sink.push(one);
      }
      for (const outcome of outcomes) outcome.state.holds.delete(key);
      return outcomes;
    },
  };
  state.open.set(work.key, work);
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work } }];
}

function builtin(
  name: Builtin,
  receiver: Value,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const [first = UNDEF, second = UNDEF] = args;
  switch (name) {
    case "promise-resolve":
      return [{ state, value: first.k === "promise" ? first : promiseOf(first, false, e.text) }];
    case "promise-all":
      return [{ state, value: all(first, state, e, frame) }];
    case "promise-race":
      for (const arg of args) expose(arg, state, e.at, frame);
      return [{ state, value: promiseOf(UNKNOWN, true, e.text) }];
    case "then":
    case "catch":
    case "finally":
      return [{ state, value: chained(name, receiver, args, state, e, frame) }];
    case "keyed-get":
      return [{ state, value: receiver.k === "path" ? member(receiver, keyStep(first, siteOf(e.at))) : UNKNOWN }];
    case "keyed-set": {
      const place = receiver.k === "path" ? member(receiver, keyStep(first, siteOf(e.at))) : UNKNOWN;
      store(place.k === "path" ? place.path : undefined, second, state, frame);
      return [{ state, value: receiver }];
    }
    case "sort":
      return [{ state, value: { k: "many", of: UNKNOWN } }];
    case "bind":
      return [{ state, value: receiver }];
    case "each":
    case "map":
      return overElements(name, receiver, first, state, e, frame);
  }
}

/** `Promise.all`: whoever waits for it waits for each of them, and they run side by side. */
function all(list: Value, state: State, e: CallExpr, frame: Frame): Value {
  const items = list.k === "tuple" ? list.items : list.k === "many" ? [list.of] : [];
  if (items.length === 0) {
    expose(list, state, e.at, frame);
    return promiseOf(UNKNOWN, true, e.text);
  }
  for (const item of items) if (item.k === "promise" && item.work !== undefined) state.open.delete(item.work.key);
  const work: Work = {
    key: `${siteOf(e.at)} all`,
    run: (later) => {
      let paths: { state: State; values: Value[] }[] = [{ state: later, values: [] }];
      items.forEach((item, index) => {
        const { task } = frame;
        frame.task = [
          ...task,
          { site: `${frame.fn.id}@${siteOf(e.at)}/${index}`, many: list.k === "many", joined: true },
        ];
        paths = paths.flatMap((path) =>
          await_({ state: path.state, value: item }, e.at, frame).map((done) => ({
            state: done.state,
            values: [...path.values, done.value],
          })),
        );
        frame.task = task;
      });
      return paths.map((path) => ({
        state: path.state,
        value: list.k === "many" ? { k: "many", of: path.values[0] ?? UNKNOWN } : { k: "tuple", items: path.values },
      }));
    },
  };
  state.open.set(work.key, work);
  return { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work };
}

/** `.then(f)`, `.catch(f)`, `.finally(f)`: the callback runs when the promise has settled, in the same task if somebody waits. */
function chained(
  name: "then" | "catch" | "finally",
  receiver: Value,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Value {
  for (const arg of args) for (const key of holdsIn(arg, state, frame)) handOn(key, state, frame);
  for (const arg of args) expose(arg, state, e.at, frame, false);
  if (receiver.k === "promise" && receiver.work !== undefined) state.open.delete(receiver.work.key);
  const work: Work = {
    key: `${siteOf(e.at)} ${name}`,
    run: (later) => {
      const { sink } = frame;
      frame.sink = [];
      let outcomes = await_({ state: later, value: receiver }, e.at, frame);
      const thrown = frame.sink;
      frame.sink = sink;
      if (name !== "catch") sink.push(...thrown);
      const callbacks = args.filter((arg) => arg.k !== "undef");
      for (const callback of callbacks) {
        outcomes = outcomes.flatMap((outcome) =>
          callValue(
            callback,
            name === "then" ? [outcome.value] : [],
            outcome.state,
            e.at,
            "the callback",
            frame,
          ).flatMap((called) => await_(called, e.at, frame)),
        );
      }
      return outcomes;
    },
  };
  state.open.set(work.key, work);
  return { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work };
}

/** `forEach`, `map` and their like: the callback runs any number of times, at once. */
function overElements(
  name: "each" | "map",
  receiver: Value,
  callback: Value,
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const element: Value =
    receiver.k === "many" ? receiver.of : receiver.k === "path" ? member(receiver, { any: siteOf(e.at) }) : UNKNOWN;
  if (callback.k !== "fn") {
    expose(callback, state, e.at, frame);
    return [{ state, value: { k: "many", of: UNKNOWN } }];
  }
  const never = clone(state);
  frame.loops++;
  const outcomes = callValue(callback, [element], state, e.at, e.text, frame);
  frame.loops--;
  if (name === "map") {
    const [first] = outcomes;
    const value: Value = { k: "many", of: outcomes.length === 1 && first !== undefined ? first.value : UNKNOWN };
    return outcomes.length === 0
      ? [{ state: never, value }]
      : outcomes.map((outcome) => ({ state: outcome.state, value }));
  }
  for (const outcome of outcomes) {
    const { value } = outcome;
    if (value.k !== "promise" || value.work === undefined) continue;
    const { work } = value;
    outcome.state.open.delete(work.key);
    inTask({ site: `${frame.fn.id}@${siteOf(e.at)}`, many: true, joined: false }, outcome.state, frame, (fresh) => {
      work.run(fresh);
    });
  }
  return join([never, ...outcomes.map((outcome) => outcome.state)]).map((after) => ({ state: after, value: UNKNOWN }));
}

/** Code that is not analysed: what it is given may be kept, called and released there. */
function outside(
  args: readonly Value[],
  state: State,
  e: CallExpr,
  throws: boolean,
  rejects: boolean,
  frame: Frame,
): Outcome[] {
  for (const arg of args) expose(arg, state, e.at, frame);
  if (throws) throwPoint(state, e.at, e.text, frame);
  return [{ state, value: promiseOf(UNKNOWN, rejects, e.text) }];
}

/** A lock named by a value: equal names are the same lock wherever they are said. */
function named(key: Value, type: ResourceType, frame: Frame, at: Range): Value {
  if (key.k === "const")
    return { k: "path", path: { root: { r: "name", of: type.export, name: String(key.value) }, steps: [] } };
  if (key.k === "path")
    return { k: "path", path: { root: { r: "name", of: type.export, name: "" }, steps: [{ of: key.path }] } };
  return { k: "path", path: { root: { r: "some", site: `${frame.fn.id}@${siteOf(at)}` }, steps: [] } };
}

/** The options of a call: shared or exclusive, and whether the wait may end without the lock. */
function settings(operation: Operation, args: readonly Value[]): { mode: Lock["mode"]; waitsForEver: boolean } {
  const { mode, bounded } = operation;
  const options = bounded === undefined ? UNDEF : (args[bounded.argument] ?? UNDEF);
  const decided = (name: string): boolean =>
    options.k === "object" &&
    options.props.has(name) &&
    options.props.get(name)?.k !== "undef" &&
    !isFalse(options.props.get(name));
  const opaque =
    options.k === "unknown" ||
    options.k === "path" ||
    options.k === "either" ||
    (options.k === "object" && options.props.has("..."));
  const waitsForEver = bounded === undefined || !(opaque || ["ifAvailable", "signal", "steal"].some(decided));
  if (mode === undefined || typeof mode === "string") return { mode: mode ?? "exclusive", waitsForEver };
  const given = options.k === "object" ? options.props.get(mode.property ?? "") : undefined;
  if (given === undefined) return { mode: mode.otherwise ?? "exclusive", waitsForEver };
  return {
    mode: given.k === "const" && given.value === "shared" ? "shared" : "exclusive",
    waitsForEver: waitsForEver && given.k === "const",
  };
}

function isFalse(value: Value | undefined): boolean {
  return value?.k === "const" && value.value === false;
}

function isBounded(lock: Lock): boolean {
  return lock.kind === "mutex";
}
