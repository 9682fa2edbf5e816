// Operations of the catalog and of hand-written locks in the abstract run of a function: what they wait for, take, run and release.

import { doneIndex, indexAt, valueAt } from "#engine/catalog/read";
import type {
  CallbackParameter,
  FunctionOperation,
  Operation,
  OperationResult,
  ResourceType,
} from "#engine/catalog/schema";
import type { Range } from "#protocol/finding";
import { canonical, constantAt } from "./canonical";
import { await_, callValue, keyStep, member, promiseOf } from "./apply";
import { abstractArguments, mayBeBounded } from "./catalog-arguments";
import type { CallExpr, PrimitiveFacts, PrimitiveOperation } from "./facts";
import { type Frame, inTask, siteOf } from "./frame";
import { expose, handOn, heldHere, holdsIn, isTakenUp, lockOf, releaseHold, releaseLock, take, waitFor } from "./locks";
import { EACH, noteMany } from "./many-acquires";
import { clone, type Outcome, type State, UNDEF, UNKNOWN, type Value, type Work } from "./state";
import type { Lock } from "./summary";

export interface FoundOperation {
  readonly type: ResourceType;
  readonly operation: Operation;
  /** The function that does the jobs of a queue. */
  readonly worker: Value | undefined;
}

/** An operation of the catalog. */
export function operate(
  { type, operation, worker }: FoundOperation,
  receiver: Value,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const { mode, waitsForEver } = settings(operation, args);
  const units = unitsFrom(operation.amount, args);
  const lock = (subject: Value): Lock => ({ ...lockOf(subject, type, mode, waitsForEver, e.at, frame), ...units });
  const subjects = subjectsOf(operation, type, receiver, args, frame, e.at);
  const [first = UNKNOWN] = subjects;
  switch (operation.effect) {
    case "ACQ":
      return acquire(lock(first), operation.result, state, e, frame, operation.lazy === true);
    case "TRY":
      return attempt(lock(first), operation.result, state, e, frame);
    case "REL": {
      const token = operation.token === undefined ? undefined : args[operation.token];
      const keys = token === undefined ? [] : holdsIn(token, state, frame);
      for (const key of keys) releaseHold(key, state, frame);
      if (keys.length === 0) releaseLock(first, state, frame, e.at);
      return [{ state, value: UNDEF }];
    }
    case "RUN":
    case "ENQ": {
      const index =
        operation.callback === undefined ? undefined : indexAt(operation.callback.argument, abstractArguments(args));
      const given = index === undefined ? undefined : args[index];
      const callback = worker === undefined || given?.k === "fn" ? given : worker;
      const section = callback === worker ? (type.worker ?? operation.callback) : operation.callback;
      exposeFunctions(args, index, state, e, frame);
      if (operation.callback?.each !== undefined) return runEach(lock(first), callback ?? UNKNOWN, state, e, frame);
      if (e.callee.t === "op" && e.callee.list === true && receiver.k === "path") {
        const keys = keyOf(operation, args);
        const element = member(keys, { any: `${EACH}${frame.fn.id} ${siteOf(e.at)}` });
        const one = lock(member(receiver, keyStep(element, siteOf(e.at))));
        if (one.single) noteMany(heldHere(one, e.at, frame), "list", state, frame);
      }
      const ran = run(subjects.map(lock), callback ?? UNKNOWN, section, state, e, frame);
      const builder = operation.result.kind === "promise" ? operation.result.builder : undefined;
      return builder === undefined
        ? ran
        : ran.map(({ state: after, value }) => ({
            state: after,
            value: value.k === "promise" ? { ...value, builder } : value,
          }));
    }
    case "WAIT":
      exposeFunctions(args, undefined, state, e, frame);
      // Given a function it only listens.
      return typeof operation.condition === "string" &&
        QUEUE_CONDITIONS.has(operation.condition) &&
        !args.some((arg) => arg.k === "fn")
        ? waitUntil(operation.condition, lock(first), state, e, frame)
        : [{ state, value: promiseOf(UNKNOWN, false, e.text) }];
    default:
      exposeFunctions(args, undefined, state, e, frame);
      if (operation.result.kind === "resource") {
        const [key = UNDEF] = args;
        return [{ state, value: receiver.k === "path" ? member(receiver, keyStep(key, siteOf(e.at))) : UNKNOWN }];
      }
      return [{ state, value: promiseOf(UNKNOWN, false, e.text) }];
  }
}

/** Conditions of a lock, queue or pool that come about when what is held of it is given back. */
const QUEUE_CONDITIONS: ReadonlySet<string> = new Set(["idle", "empty", "room", "free", "pendingZero"]);

/** Of those the ones that mean that every slot is free. */
const NOTHING_RUNS: ReadonlySet<string> = new Set(["idle", "pendingZero"]);

/** Waits for a state of the queue itself. */
function waitUntil(condition: string, of: Lock, state: State, e: CallExpr, frame: Frame): Outcome[] {
  // A lock is free once its one holder is gone, whoever that is.
  const single = of.single && condition === "free";
  const lock: Lock = { ...of, single, condition, ...(NOTHING_RUNS.has(condition) ? { units: "all" as const } : {}) };
  const work: Work = {
    key: `${siteOf(e.at)} ${condition}`,
    run: (later) => {
      waitFor(heldHere(lock, e.at, frame), [], [], false, later, frame);
      return [{ state: later, value: UNDEF }];
    },
  };
  state.open.set(work.key, work);
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work } }];
}

/** How many slots the call takes, where it is not one. */
function unitsFrom(amount: Operation["amount"], args: readonly Value[]): Pick<Lock, "units"> {
  if (amount === undefined) return {};
  if (amount === "all") return { units: "all" };
  const value = valueAt(amount, abstractArguments(args));
  if (value === undefined || (value.k === "const" && value.value === 1)) return {};
  return { units: value.k === "const" && typeof value.value === "number" ? value.value : "some" };
}

/** An exported function that is an operation by itself; `undefined` where it says nothing about locks. */
export function operateAlone(
  operation: FunctionOperation,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] | undefined {
  const type = lockType(operation.export, operation.kind === "agent" ? "pool" : operation.kind, operation.capacity);
  const { mode, waitsForEver } = settings(operation, args);
  const subject: Value =
    operation.on === "call"
      ? { k: "path", path: { root: { r: "made", by: frame.fn.id, site: `${siteOf(e.at)} own` }, steps: [] } }
      : operation.on === "name"
        ? named(keyOf(operation, args), type, frame, e.at)
        : (args[operation.on.argument] ?? UNKNOWN);
  const lock = lockOf(subject, type, mode, waitsForEver, e.at, frame);
  switch (operation.effect) {
    case "ACQ":
      return acquire(lock, operation.result, state, e, frame);
    case "TRY":
      return attempt(lock, operation.result, state, e, frame);
    case "REL":
      releaseLock(subject, state, frame, e.at);
      return [{ state, value: promiseOf(UNDEF, operation.mayReject === true, e.text) }];
    case "RUN": {
      const index = indexAt(operation.callback?.argument ?? 0, abstractArguments(args));
      const callback = (index === undefined ? undefined : args[index]) ?? UNKNOWN;
      if (operation.callback?.each !== undefined) return runEach(lock, callback, state, e, frame);
      return run([lock], callback, operation.callback, state, e, frame);
    }
    default:
      return undefined;
  }
}

/** An operation of a hand-written lock. */
export function operateOwn(
  facts: PrimitiveFacts,
  operation: PrimitiveOperation,
  receiver: Value,
  args: readonly Value[],
  state: State,
  e: CallExpr,
  frame: Frame,
): Outcome[] {
  const subject = ownSubject(facts, operation, receiver, args, e.at);
  const capacity = facts.kind === "semaphore" ? { argument: 0 } : 1;
  const type = lockType(facts.name, facts.kind, capacity, facts.reentrant, facts.unfair);
  const lock = lockOf(subject, type, operation.mode ?? "exclusive", true, e.at, frame);
  switch (operation.effect) {
    case "ACQ": {
      const direct = operation.sync === true ? { direct: true } : {};
      const result: OperationResult =
        facts.releaser || operation.sync === true
          ? { kind: "releaser", idempotent: false, ...direct }
          : { kind: "promise" };
      return acquire(lock, result, state, e, frame);
    }
    case "RUN": {
      const callback = args.find((arg) => arg.k === "fn") ?? args[operation.key === 0 ? 1 : 0] ?? UNKNOWN;
      return run([lock], callback, undefined, state, e, frame, operation.sync === true);
    }
    case "REL":
      releaseLock(subject, state, frame, e.at);
      return [{ state, value: UNDEF }];
  }
}

/** The lock itself: what it is called on, the variable of the module that it is about, an argument; with its key. */
function ownSubject(
  facts: PrimitiveFacts,
  { id, key, subject }: PrimitiveOperation,
  receiver: Value,
  args: readonly Value[],
  at: Range,
): Value {
  const file = id.slice(0, id.indexOf("#"));
  const whole: Value =
    subject !== undefined
      ? (args[subject] ?? UNKNOWN)
      : facts.variable !== undefined
        ? { k: "path", path: { root: { r: "module", file, name: facts.variable }, steps: [] } }
        : receiver.k === "undef"
          ? { k: "path", path: { root: { r: "module", file: "", name: facts.name }, steps: [] } }
          : receiver;
  return key === undefined || whole.k !== "path" ? whole : member(whole, keyStep(args[key] ?? UNKNOWN, siteOf(at)));
}

/** The resources that a call is about: its receiver, or the locks of its keys in the order in which they are taken. */
function subjectsOf(
  operation: Operation,
  type: ResourceType,
  receiver: Value,
  args: readonly Value[],
  frame: Frame,
  at: Range,
): Value[] {
  if (operation.key === undefined) return [receiver];
  const key = keyOf(operation, args);
  if (operation.key.optional === true && (key.k === "fn" || key.k === "releaser" || key.k === "undef"))
    return [receiver];
  const keys = operation.key.list === "in-order" && key.k === "tuple" ? distinct(key.items) : [key];
  return keys.map((one) => {
    if (type.scope === "name") return named(one, type, frame, at);
    const unknown: Value = {
      k: "path",
      path: { root: { r: "some", site: `${frame.fn.id}@${siteOf(at)}` }, steps: [] },
    };
    return receiver.k === "path" ? member(receiver, keyStep(one, siteOf(at))) : unknown;
  });
}

/** Callbacks that the library calls at any time. */
function exposeFunctions(
  args: readonly Value[],
  except: number | undefined,
  state: State,
  e: CallExpr,
  frame: Frame,
): void {
  args.forEach((arg, index) => {
    if (index !== except && arg.k === "fn") expose(arg, state, e.at, frame);
  });
}

function keyOf(operation: Pick<Operation, "key">, args: readonly Value[]): Value {
  return operation.key === undefined ? UNDEF : (valueAt(operation.key, abstractArguments(args)) ?? UNDEF);
}

/** A list of keys takes each of them once. */
function distinct(keys: readonly Value[]): Value[] {
  const texts = keys.map((key) => JSON.stringify(key));
  return keys.filter((key, index) => key.k !== "const" || texts.indexOf(texts[index] ?? "") === index);
}

/** `described`: by an effect. Permits that fibers take so are often given back by others: they count work that goes on. */
function acquire(
  lock: Lock,
  result: OperationResult,
  state: State,
  e: CallExpr,
  frame: Frame,
  described = false,
): Outcome[] {
  const held = heldHere(lock, e.at, frame);
  const key = siteOf(e.at);
  const taken = (later: State): Outcome[] => {
    waitFor(held, [], [], false, later, frame);
    const releaser = take(held, key, later, frame, false);
    if (described && !lock.single) handOn(key, later, frame);
    return [{ state: later, value: given(result, releaser) }];
  };
  if ((result.kind === "releaser" || result.kind === "handle") && result.direct === true) return taken(state);
  const work: Work = { key: `${key} acquire`, acquire: held, run: taken };
  state.open.set(work.key, work);
  const pending: Value = {
    k: "promise",
    of: UNKNOWN,
    rejects: lock.bounded !== undefined && lock.kind === "mutex",
    what: e.text,
    work,
  };
  const value: Value =
    result.kind === "promise" && result.property !== undefined
      ? { k: "object", props: new Map([[result.property, pending]]), handle: true }
      : pending;
  return [{ state, value }];
}

/** What the program gets once it has the lock. */
function given(result: OperationResult, releaser: Value): Value {
  switch (result.kind) {
    case "releaser":
      return releaser;
    case "tuple": {
      const items = Array.from({ length: result.index + 1 }, (_, at) => (at === result.index ? releaser : UNKNOWN));
      return { k: "tuple", items };
    }
    case "handle":
      return { k: "object", props: new Map(result.release.map((name) => [name, releaser])), handle: true };
    case "promise":
      return UNKNOWN;
    default:
      return UNDEF;
  }
}

/** Takes the lock where it is free: both ways to go on, each with what the program is told. */
function attempt(lock: Lock, result: OperationResult, state: State, e: CallExpr, frame: Frame): Outcome[] {
  const held = heldHere(lock, e.at, frame);
  const both = (from: State): Outcome[] => {
    if (isTakenUp(held, from))
      return [{ state: from, value: result.kind === "outcome" ? { k: "const", value: false } : UNDEF }];
    const without = clone(from);
    const releaser = take(held, siteOf(e.at), from, frame, false);
    const value: Value = result.kind === "outcome" ? { k: "const", value: true } : given(result, releaser);
    return [
      { state: from, value },
      { state: without, value: result.kind === "outcome" ? { k: "const", value: false } : UNDEF },
    ];
  };
  if (result.kind === "outcome" && result.promise !== true) return both(state);
  const work: Work = { key: `${siteOf(e.at)} try`, run: both };
  state.open.set(work.key, work);
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work } }];
}

/** Takes the locks one inside the other, runs the callback, releases them. */
function run(
  locks: readonly Lock[],
  callback: Value,
  section: CallbackParameter | undefined,
  state: State,
  e: CallExpr,
  frame: Frame,
  sync = false,
): Outcome[] {
  const site = siteOf(e.at);
  const work: Work = {
    key: `${site} run`,
    run: (later) => {
      const keys = locks.map((lock, index) => {
        const held = heldHere(lock, e.at, frame);
        const key = `${site} section ${index}`;
        waitFor(held, [], [], false, later, frame);
        take(held, key, later, frame, true);
        return key;
      });
      const { sink } = frame;
      frame.sink = [];
      const outcomes = callValue(
        callback,
        callbackArguments(section, callback, frame),
        later,
        e.at,
        "the callback",
        frame,
      ).flatMap((called) => await_(called, e.at, frame));
      const thrown = frame.sink;
      frame.sink = sink;
      for (const one of thrown) {
        for (const key of keys) one.state.holds.delete(key);
        sink.push(one);
      }
      for (const outcome of outcomes) for (const key of keys) outcome.state.holds.delete(key);
      return outcomes;
    },
  };
  if (sync) return work.run(state);
  state.open.set(work.key, work);
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: false, what: e.text, work } }];
}

/** What a callback is given: `done` among unknown things. To call it ends nothing here, which errs towards silence elsewhere. */
function callbackArguments(section: CallbackParameter | undefined, callback: Value, frame: Frame): Value[] {
  const declared = callback.k === "fn" ? (frame.world.fn(callback.id)?.params.length ?? 1) : 1;
  const count = Math.max(1, declared, section === undefined ? 1 : doneIndex(section, declared) + 1);
  return Array.from({ length: count }, () => UNKNOWN);
}

/** The callback runs for each of several elements, side by side as far as the units go. */
function runEach(lock: Lock, callback: Value, state: State, e: CallExpr, frame: Frame): Outcome[] {
  const site = siteOf(e.at);
  const work: Work = {
    key: `${site} each`,
    run: (later) => {
      const held = heldHere(lock, e.at, frame);
      inTask({ site: `${frame.fn.id}@${site}/each`, many: true, joined: true }, later, frame, (fresh) => {
        waitFor(held, [], [], false, fresh, frame);
        take(held, `${site} section`, fresh, frame, true);
        for (const called of callValue(callback, [UNKNOWN, UNKNOWN], fresh, e.at, "the callback", frame))
          await_(called, e.at, frame);
      });
      return [{ state: later, value: { k: "many", of: UNKNOWN } }];
    },
  };
  state.open.set(work.key, work);
  return [{ state, value: { k: "promise", of: UNKNOWN, rejects: true, what: e.text, work } }];
}

/** A lock named by a value: equal names are the same lock wherever they are said. */
function named(key: Value, type: ResourceType, frame: Frame, at: Range): Value {
  const name = key.k === "const" ? key.value : key.k === "path" ? constantAt(key.path, frame.world) : undefined;
  if (name !== undefined)
    return { k: "path", path: { root: { r: "name", of: type.export, name: String(name) }, steps: [] } };
  if (key.k === "path") {
    const of = canonical(key.path, frame.world);
    return { k: "path", path: { root: { r: "name", of: type.export, name: "" }, steps: [{ of }] } };
  }
  return { k: "path", path: { root: { r: "some", site: `${frame.fn.id}@${siteOf(at)}` }, steps: [] } };
}

/** The options of a call: shared or exclusive, and whether the wait may end without the lock. */
function settings(
  operation: Pick<Operation, "mode" | "bounded" | "callback">,
  args: readonly Value[],
): { mode: Lock["mode"]; waitsForEver: boolean } {
  const { mode, bounded } = operation;
  const written = abstractArguments(args);
  // `request(name, work)`: where the last argument has to be the function, it is no object of options.
  const last = operation.callback?.argument === -1 ? args.length - 1 : undefined;
  const isCallback = last !== undefined && bounded !== undefined && bounded !== true && bounded.argument === last;
  const waitsForEver =
    isCallback ||
    !mayBeBounded(bounded, written, (value) =>
      value.k === "const" ? value.value : value.k === "undef" ? false : undefined,
    );
  if (mode === undefined || typeof mode === "string") return { mode: mode ?? "exclusive", waitsForEver };
  const given = valueAt(mode, written);
  if (given === undefined || !written.isObject(args[mode.argument] ?? UNDEF))
    return { mode: mode.otherwise ?? "exclusive", waitsForEver };
  return {
    mode: given.k === "const" && given.value === "shared" ? "shared" : "exclusive",
    waitsForEver: waitsForEver && given.k === "const",
  };
}

function lockType(
  name: string,
  kind: ResourceType["kind"],
  capacity: ResourceType["capacity"],
  reentrant = false,
  unfair = false,
): ResourceType {
  return {
    export: name,
    typeNames: [],
    kind,
    construct: "new",
    capacity,
    reentrant,
    order: unfair ? "unordered" : "fifo",
    scope: "instance",
    operations: [],
  };
}
