// Calls in the abstract run of a function: operations on locks, known functions, promise combinators, everything else.

import { await_, callFunction, callValue, keyStep, member, promiseOf } from "./apply";
import { register } from "./blocking";
import { evaluateAll, store } from "./evaluate";
import type { Builtin, CallExpr, PrimitiveFacts, PrimitiveOperation, Stmt } from "./facts";
import { type Frame, inTask, siteOf, throwPoint } from "./frame";
import { drive } from "./generators";
import { callMember, callStack } from "./guards";
import { expose, handOn, holdsIn } from "./locks";
import { EACH, noteMany } from "./many-acquires";
import { operate, operateAlone, operateOwn } from "./operations";
import { extend, type Path, slotOfPath } from "./path";
import { clone, join, type Outcome, type State, UNDEF, UNKNOWN, type Value, type Work } from "./state";

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
      if (absent && !releases(callee, frame) && holdsIn(subject, before, frame).length === 0)
        outcomes.push({ state: clone(before), value: UNDEF });
    }
    for (const { state: ready, values } of evaluateAll(e.args, before, frame))
      outcomes.push(...dispatch(e, receiver, fn, values, ready, frame));
    return outcomes;
  });
}

function releases(callee: CallExpr["callee"], frame: Frame): boolean {
  if (callee.t === "op")
    return frame.world.catalog.operationOf(callee.module, callee.type, callee.member)?.operation.effect === "REL";
  return callee.t === "function" && frame.world.primitive(callee.id)?.operation.effect === "REL";
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
  const own = ofFactory(e, receiver, fn, frame);
  if (own !== undefined) return operateOwn(own.facts, own.operation, own.subject, args, state, e, frame);
  callMember(e, receiver, state, frame);
  switch (callee.t) {
    case "op": {
      const found = frame.world.catalog.operationOf(callee.module, callee.type, callee.member);
      if (found === undefined) return outside(args, state, e, false, true, frame);
      const worker: Value | undefined = callee.worker === undefined ? undefined : { k: "fn", id: callee.worker };
      return operate({ ...found, worker }, receiver, args, state, e, frame);
    }
    case "operation": {
      const operation = frame.world.catalog.functionOperation(callee.module, callee.export);
      const done = operation === undefined ? undefined : operateAlone(operation, args, state, e, frame);
      return done ?? outside(args, state, e, false, operation?.mayReject === true, frame);
    }
    case "alias": {
      const value = args[callee.argument] ?? UNKNOWN;
      return [{ state, value: callee.bounded ? bounded(value, `${frame.fn.id}@${siteOf(e.at)}`) : value }];
    }
    case "function": {
      const primitive = frame.world.primitive(callee.id);
      if (primitive !== undefined)
        return operateOwn(primitive.facts, primitive.operation, receiver, args, state, e, frame);
      if (frame.world.factory(callee.id) !== undefined) {
        return [
          {
            state,
            value: {
              k: "path",
              path: { root: { r: "made", by: frame.fn.id, site: siteOf(e.at), factory: callee.id }, steps: [] },
            },
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
      if (primitive !== undefined) return operateOwn(primitive.facts, primitive.operation, fn, args, state, e, frame);
      return callValue(fn, args, state, e.at, e.text, frame, e.promise === true);
    }
    case "builtin":
      return builtin(callee.name, receiver, args, state, e, frame);
    case "external":
      if (callee.name === "process.exit" || callee.name === "Deno.exit") return [];
      if (receiver.k === "object" && receiver.handle === true) {
        // What was checked out of a pool: its own methods give it back, or leave it where it is.
        const own = receiver.props.get(callee.name.slice(callee.name.lastIndexOf(".") + 1));
        if (own !== undefined) return callValue(own, args, state, e.at, e.text, frame);
      } else if (receiver.k === "promise" && receiver.builder !== undefined) {
        for (const arg of args) expose(arg, state, e.at, frame);
        const { elsewhere } = receiver.builder;
        if (!elsewhere.includes(callee.name.slice(callee.name.lastIndexOf(".") + 1)))
          return [{ state, value: receiver }];
        if (receiver.work !== undefined) state.open.delete(receiver.work.key);
        return [{ state, value: promiseOf(UNKNOWN, true, e.text) }];
      } else {
        const stacked = callStack(e, receiver, args, state, e.at, frame);
        if (stacked !== undefined) return [{ state, value: stacked }];
        const driven = drive(receiver, callee.name.slice(callee.name.lastIndexOf(".") + 1), state, e.at, frame);
        if (driven !== undefined) return driven;
        expose(receiver, state, e.at, frame);
      }
      return outside(args, state, e, callee.throws, callee.rejects, frame);
  }
}

/** An operation of a lock made of closures, where the thing is known by what made it and not by its type. */
function ofFactory(
  { callee }: CallExpr,
  receiver: Value,
  fn: Value,
  frame: Frame,
): { readonly facts: PrimitiveFacts; readonly operation: PrimitiveOperation; readonly subject: Value } | undefined {
  if (callee.t !== "value" && callee.t !== "method" && callee.t !== "external") return undefined;
  const operation = (subject: Value, member: string) => {
    const facts = subject.k === "path" ? factoryOf(subject.path, frame) : undefined;
    const found = facts?.operations.find((one) => one.member === member);
    return facts === undefined || found === undefined ? undefined : { facts, operation: found, subject };
  };
  if (callee.t === "value") {
    const field = fn.k === "path" ? fn.path.steps.at(-1) : undefined;
    const of = fn.k === "path" && field !== undefined && "f" in field ? fn.path.steps.slice(0, -1) : undefined;
    return (
      operation(fn, "") ??
      (fn.k === "path" && of !== undefined && field !== undefined && "f" in field
        ? operation({ k: "path", path: { root: fn.path.root, steps: of } }, field.f)
        : undefined)
    );
  }
  const name = callee.t === "method" ? callee.slot : callee.name;
  return operation(receiver, name.slice(name.lastIndexOf(".") + 1));
}

/** The function that made the thing, where that makes locks of closures. */
function factoryOf(path: Path, { world }: Frame): PrimitiveFacts | undefined {
  const { root } = path;
  if (root.r === "made" && path.steps.length === 0)
    return root.factory === undefined ? undefined : world.factory(root.factory);
  const slot = slotOfPath(path);
  const init =
    slot !== undefined
      ? world.isReassigned(slot)
        ? undefined
        : world.field(slot)
      : root.r === "module" && path.steps.length === 0
        ? world.variable(root.file, root.name)?.init
        : undefined;
  return init?.k === "call" && init.callee.t === "function" ? world.factory(init.callee.id) : undefined;
}

/** The same lock with waits that end by themselves; where it is not made here it is no more known which lock that is. */
function bounded(value: Value, site: string): Value {
  if (value.k !== "path") return value;
  const { root, steps } = value.path;
  return root.r === "made"
    ? { k: "path", path: { root: { ...root, bounded: true }, steps } }
    : { k: "path", path: { root: { r: "some", site }, steps: [] } };
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
      for (const key of holdsIn(second, state, frame)) frame.collected.add(key);
      const place = receiver.k === "path" ? member(receiver, keyStep(first, siteOf(e.at))) : UNKNOWN;
      if (place.k === "path") register(place.path, second, state, e.at, frame);
      store(place.k === "path" ? place.path : undefined, second, state, frame);
      return [{ state, value: receiver }];
    }
    case "append":
      for (const arg of args) for (const key of holdsIn(arg, state, frame)) frame.collected.add(key);
      if (receiver.k !== "path") return outside(args, state, e, false, false, frame);
      for (const arg of args) {
        register(extend(receiver.path, { any: siteOf(e.at) }), arg, state, e.at, frame);
        expose(arg, state, e.at, frame);
      }
      return [{ state, value: UNKNOWN }];
    case "take":
      return receiver.k === "path"
        ? [{ state, value: member(receiver, { any: siteOf(e.at) }) }]
        : [{ state, value: receiver.k === "many" ? receiver.of : UNKNOWN }];
    case "sort":
      // In place: the list has its order from now on.
      if (e.receiver?.k === "var" && e.text.endsWith(".sort")) state.env.set(e.receiver.v, { k: "many", of: UNKNOWN });
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
  // What is kept in a list was started by somebody, here or elsewhere.
  const kept: Value[] = list.k === "path" ? [member(list, { any: siteOf(e.at) })] : [];
  const items = list.k === "tuple" ? list.items : list.k === "many" ? [list.of] : kept;
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
        paths = paths.flatMap((path) => {
          const before = new Set(path.state.holds.keys());
          return await_({ state: path.state, value: item }, e.at, frame, list.k === "path", e.text).map((done) => {
            if (list.k === "many") noteSideBySide(before, done.state, frame);
            return { state: done.state, values: [...path.values, done.value] };
          });
        });
        frame.task = task;
      });
      return paths.map((path) => ({
        state: path.state,
        value: list.k === "tuple" ? { k: "tuple", items: path.values } : { k: "many", of: path.values[0] ?? UNKNOWN },
      }));
    },
  };
  state.open.set(work.key, work);
  return { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work };
}

/**
 * Locks that each of the tasks goes on holding. Requests that all are made in one go stand in every lock's queue in the same
 * order as those of others, so only where something is waited for first can two lists get in each other's way.
 */
function noteSideBySide(before: ReadonlySet<string>, state: State, frame: Frame): void {
  for (const hold of state.holds.values()) {
    if (before.has(hold.key) || hold.scoped) continue;
    // As many as there are elements: they are given back in a loop.
    frame.takenInside.set(siteOf(hold.place.range), [EACH_ELEMENT]);
    if (hold.lock.single && frame.lateInside.has(hold.key)) noteMany(hold, "all", state, frame);
  }
}

const EACH_ELEMENT: Stmt = { s: "block", body: [] };

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
    receiver.k === "many"
      ? receiver.of
      : receiver.k === "path"
        ? member(receiver, { any: `${EACH}${frame.fn.id} ${siteOf(e.at)}` })
        : UNKNOWN;
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
