// The abstract run of one function: all its paths, joined where they hold the same locks; what comes out is its summary.

import type { Range } from "#protocol/finding";
import { noteBlock, noteTurns } from "./blocking";
import type { FunctionFacts, Pending, Stmt } from "./facts";
import { applyFunction, await_ } from "./apply";
import { assign, branch, evaluate } from "./evaluate";
import { type Frame, newFrame, placeOf, siteOf, type World } from "./frame";
import { enterLoop, isIterator } from "./generators";
import { elementOfTurn } from "./many-acquires";
import { holdsIn, releaseHold } from "./locks";
import { finish, summarise } from "./run-result";
import {
  clone,
  emptyState,
  type Hold,
  join,
  type Outcome,
  type State,
  type Thrown,
  UNDEF,
  UNKNOWN,
  type Value,
} from "./state";
import type { Summary } from "./summary";

interface Jump {
  readonly kind: "return" | "break" | "continue";
  readonly label: string | undefined;
  readonly state: State;
  readonly value: Value;
  readonly at: Range;
  readonly pending?: Pending;
  readonly promise?: boolean;
}

interface Flow {
  readonly next: readonly State[];
  readonly jumps: readonly Jump[];
}

/** Paths that are followed side by side; beyond it some are given up. */
const MAX_PATHS = 24;

export function interpret(fn: FunctionFacts, world: World): Summary {
  const frame = newFrame(fn, world, applyFunction);
  const state = emptyState();
  fn.params.forEach((target, index) => {
    const name = fn.paramNames[index] ?? "…";
    assign(target, { k: "path", path: { root: { r: "param", index, name }, steps: [] } }, state, frame);
  });
  const flow = runBlock(fn.body, [state], frame);
  const ends: Jump[] = [
    ...flow.next.map((next) => ({ kind: "return" as const, label: undefined, state: next, value: UNDEF, at: fn.at })),
    ...flow.jumps.filter((jump) => jump.kind === "return"),
  ];
  const fallsOff = flow.next.length;
  for (const { state: last, value, at, promise } of ends) {
    if (promise !== true || value.k !== "path") continue;
    const block = { on: value.path, kind: "promise" as const, held: [], chain: [], task: [], when: [] };
    noteBlock({ ...block, place: placeOf(frame, at), early: value.early === true }, last, frame);
  }
  const returned = ends.flatMap((jump, index) =>
    // A promise that is returned is waited for by the caller, after every `finally` here has run.
    await_({ state: jump.state, value: jump.value }, jump.at, frame).map((done) => ({
      ...done,
      at: jump.at,
      end: index < fallsOff,
    })),
  );
  const exits = returned.map((done) => finish(done, done.at, frame));
  return summarise(frame, returned, exits);
}

function runBlock(stmts: readonly Stmt[], from: readonly State[], frame: Frame): Flow {
  let states: readonly State[] = from;
  const jumps: Jump[] = [];
  for (const [index, stmt] of stmts.entries()) {
    if (stmt.s === "using") {
      const rest = runUsing(stmt, stmts.slice(index + 1), states, frame);
      return { next: rest.next, jumps: [...jumps, ...rest.jumps] };
    }
    const next: State[] = [];
    for (const state of states) {
      const flow = runStatement(stmt, state, frame);
      next.push(...flow.next);
      jumps.push(...flow.jumps);
    }
    states = limit(join(next), frame);
    if (states.length === 0) break;
  }
  return { next: states, jumps };
}

function runStatement(stmt: Stmt, state: State, frame: Frame): Flow {
  if (frame.fuel <= 0) {
    frame.cut = true;
    return { next: [], jumps: [] };
  }
  frame.fuel--;
  switch (stmt.s) {
    case "expr":
      return { next: evaluate(stmt.e, state, frame).map((outcome) => outcome.state), jumps: [] };
    case "if": {
      const flows = evaluate(stmt.test, state, frame).map((test) => {
        const { yes, no } = branch(stmt.test, stmt.cond, test.state, test.value, false, frame);
        const then = yes === undefined ? NOTHING : runBlock(stmt.yes, [yes], frame);
        const otherwise = no === undefined ? NOTHING : runBlock(stmt.no, [no], frame);
        if (yes === undefined || no === undefined || frame.finalizers === 0) return both(then, otherwise);
        return { next: guard(then.next, otherwise.next), jumps: [...then.jumps, ...otherwise.jumps] };
      });
      return flows.reduce(both, NOTHING);
    }
    case "loop":
      return runLoop(stmt, state, frame);
    case "switch":
      return runSwitch(stmt, state, frame);
    case "try":
      return runTry(stmt, state, frame);
    case "block": {
      const flow = runBlock(stmt.body, [state], frame);
      const out = flow.jumps.filter(
        (jump) => jump.kind === "break" && jump.label !== undefined && jump.label === stmt.label,
      );
      return {
        next: [...flow.next, ...out.map((jump) => jump.state)],
        jumps: flow.jumps.filter((jump) => !out.includes(jump)),
      };
    }
    case "return": {
      const outcomes: Outcome[] = stmt.e === undefined ? [{ state, value: UNDEF }] : evaluate(stmt.e, state, frame);
      return {
        next: [],
        jumps: outcomes.map((outcome) => ({
          kind: "return",
          label: undefined,
          ...outcome,
          at: stmt.at,
          ...(stmt.pending ? { pending: stmt.pending } : {}),
          ...(stmt.promise === true ? { promise: true } : {}),
        })),
      };
    }
    case "throw":
      for (const outcome of evaluate(stmt.e, state, frame))
        frame.sink.push({ state: outcome.state, at: stmt.at, what: "throw" });
      return NOTHING;
    case "break":
    case "continue":
      return {
        next: [],
        jumps: [{ kind: stmt.s, label: stmt.label, state: stray(state, stmt.at, frame), value: UNDEF, at: stmt.at }],
      };
    case "using":
      return runUsing(stmt, [], [state], frame);
  }
}

const NOTHING: Flow = { next: [], jumps: [] };

function both(a: Flow, b: Flow): Flow {
  return { next: [...a.next, ...b.next], jumps: [...a.jumps, ...b.jumps] };
}

/** In a `finally`, a lock released on one side of a branch only: the other side may know that it is not to be released. */
function guard(then: readonly State[], otherwise: readonly State[]): State[] {
  const mark = (side: readonly State[], other: readonly State[]): State[] =>
    side.map((state) => {
      const doubtful = [...state.holds.values()].filter((hold) => other.some((one) => !one.holds.has(hold.key)));
      if (doubtful.length === 0) return state;
      const marked = clone(state);
      for (const hold of doubtful) marked.holds.set(hold.key, { ...hold, guarded: true });
      return marked;
    });
  return [...mark(then, otherwise), ...mark(otherwise, then)];
}

/** Remembers where a held lock was carried out of the turn of a loop. */
function stray(state: State, at: Range, frame: Frame): State {
  for (const hold of state.holds.values()) {
    if (hold.strayed === undefined && !hold.scoped) state.holds.set(hold.key, { ...hold, strayed: placeOf(frame, at) });
  }
  return state;
}

function runLoop(stmt: Extract<Stmt, { s: "loop" }>, state: State, frame: Frame): Flow {
  const jumps: Jump[] = [];
  const after: State[] = [];
  const start_ = runBlock(stmt.init, [state], frame);
  jumps.push(...start_.jumps);
  let items: (readonly [State, Value])[] = start_.next.map((one) => [one, UNKNOWN]);
  if (stmt.each !== undefined) {
    const { each } = stmt;
    items = items.flatMap(([one]) => evaluate(each.of, one, frame).map((of) => [of.state, of.value] as const));
  }
  const sink = frame.sink.length;
  const lent = new Set<string>();
  if (stmt.each?.waits === true)
    items = items.flatMap(([one, of]) => {
      const entered = enterLoop(of, one, frame);
      for (const key of entered.lent) lent.add(key);
      return entered.states.map((ready) => [ready, isIterator(of) ? UNKNOWN : of] as const);
    });
  frame.loops++;
  frame.inside.push(stmt);
  const before = new Set(frame.invocations.keys());
  const list = items[0]?.[1];
  // A short list written in place is followed element by element; anything else for two turns.
  const known = list?.k === "tuple" && list.items.length <= 4 ? list.items : undefined;
  let states: readonly State[] = items.map(([one]) => one);
  const turns = known === undefined ? 2 : known.length;
  for (let turn = 0; turn < turns && states.length > 0; turn++) {
    const entering: State[] = [];
    for (const one of states) {
      if (stmt.each !== undefined) {
        if (known === undefined) after.push(clone(one));
        const iterated = list ?? UNKNOWN;
        assign(stmt.each.to, known?.[turn] ?? elementOfTurn(iterated, turn, stmt, frame), one, frame);
        entering.push(one);
      } else if (stmt.test !== undefined && !(stmt.first && turn === 0)) {
        for (const test of evaluate(stmt.test, one, frame)) {
          const { yes, no } = branch(stmt.test, undefined, test.state, test.value, false, frame);
          if (yes !== undefined) entering.push(yes);
          if (no !== undefined) after.push(no);
        }
      } else entering.push(one);
    }
    const flow = runBlock(stmt.body, join(entering), frame);
    const again: State[] = [...flow.next];
    for (const jump of flow.jumps) {
      const mine = jump.label === undefined || jump.label === stmt.label;
      if (jump.kind === "continue" && mine) again.push(jump.state);
      else if (jump.kind === "break" && mine) after.push(jump.state);
      else jumps.push(jump);
    }
    const updated = runBlock(stmt.update, limit(join(again), frame), frame);
    jumps.push(...updated.jumps);
    states = updated.next;
  }
  frame.loops--;
  frame.inside.pop();
  noteTurns(before, frame);
  if (stmt.each !== undefined) after.push(...states);
  else if (stmt.test !== undefined) {
    for (const one of states) {
      for (const test of evaluate(stmt.test, one, frame)) {
        const { no } = branch(stmt.test, undefined, test.state, test.value, false, frame);
        if (no !== undefined) after.push(no);
      }
    }
  }
  // However the loop is left, the generator behind it ends.
  const left = [...after, ...jumps.map((jump) => jump.state), ...frame.sink.slice(sink).map((one) => one.state)];
  for (const one of left) for (const key of lent) one.holds.delete(key);
  return { next: limit(join(after), frame), jumps };
}

function runSwitch(stmt: Extract<Stmt, { s: "switch" }>, state: State, frame: Frame): Flow {
  const after: State[] = [];
  const jumps: Jump[] = [];
  for (const on of evaluate(stmt.on, state, frame)) {
    let falling: readonly State[] = [];
    for (const one of stmt.cases) {
      const flow = runBlock(one.body, join([...falling, clone(on.state)]), frame);
      falling = flow.next;
      for (const jump of flow.jumps) {
        if (jump.kind === "break" && jump.label === undefined) after.push(jump.state);
        else jumps.push(jump);
      }
    }
    after.push(...falling);
    if (stmt.cases.every((one) => one.test !== undefined)) after.push(on.state);
  }
  return { next: limit(join(after), frame), jumps };
}

function runTry(stmt: Extract<Stmt, { s: "try" }>, state: State, frame: Frame): Flow {
  const { sink } = frame;
  frame.sink = [];
  let flow = runBlock(stmt.body, [state], frame);
  let thrown = distinct(frame.sink);
  if (stmt.handler !== undefined) {
    frame.sink = [];
    const caught = runBlock(stmt.handler, limit(join(thrown.map((one) => one.state)), frame), frame);
    flow = { next: [...flow.next, ...caught.next], jumps: [...flow.jumps, ...caught.jumps] };
    thrown = distinct(frame.sink);
  }
  frame.sink = sink;
  if (stmt.finalizer === undefined) {
    sink.push(...thrown);
    return { next: limit(join(flow.next), frame), jumps: flow.jumps };
  }
  const { finalizer } = stmt;
  return finalize(flow, thrown, frame, (from) => runBlock(finalizer, from, frame));
}

/** Runs the end of a block on every way out of it. */
function finalize(flow: Flow, thrown: readonly Thrown[], frame: Frame, end: (from: readonly State[]) => Flow): Flow {
  frame.finalizers++;
  const normal = end(limit(join(flow.next), frame));
  const jumps: Jump[] = [...normal.jumps];
  for (const jump of flow.jumps) {
    const before = [...jump.state.holds.values()].filter((hold) => !hold.escaped);
    const ended = end([jump.state]);
    noteEarlyRelease(jump, before, ended.next, frame);
    jumps.push(...ended.next.map((state) => ({ ...jump, state })), ...ended.jumps);
  }
  const { sink } = frame;
  for (const one of thrown) {
    const ended = end([one.state]);
    sink.push(...ended.next.map((state) => ({ ...one, state })));
    jumps.push(...ended.jumps);
  }
  frame.finalizers--;
  return { next: normal.next, jumps };
}

/** What is returned goes on after the lock that was held when it began is free again. */
function noteEarlyRelease(jump: Jump, before: readonly Hold[], after: readonly State[], frame: Frame): void {
  const { pending } = jump;
  if (pending === undefined || after.length === 0) return;
  for (const hold of before) {
    if (!after.every((state) => !state.holds.has(hold.key))) continue;
    const { lock, place, chain } = hold;
    frame.earlyReleases.set(`${hold.key} ${siteOf(pending.at)}`, { held: { lock, place, chain }, pending });
  }
}

function runUsing(
  stmt: Extract<Stmt, { s: "using" }>,
  rest: readonly Stmt[],
  states: readonly State[],
  frame: Frame,
): Flow {
  let all: Flow = NOTHING;
  for (const state of states) {
    for (const outcome of evaluate(stmt.e, state, frame)) {
      assign(stmt.to, outcome.value, outcome.state, frame);
      const { sink } = frame;
      frame.sink = [];
      const flow = runBlock(rest, [outcome.state], frame);
      const thrown = distinct(frame.sink);
      frame.sink = sink;
      const ended = finalize(flow, thrown, frame, (from) => {
        const next = from.flatMap((one) => dispose(stmt, outcome.value, one, frame));
        return { next, jumps: [] };
      });
      all = both(all, ended);
    }
  }
  return all;
}

/** The end of the block in which `using` has declared the value: what that releases by then is released. */
function dispose(stmt: Extract<Stmt, { s: "using" }>, declared: Value, state: State, frame: Frame): State[] {
  const value = (stmt.to.l === "var" ? state.env.get(stmt.to.v) : undefined) ?? declared;
  const keys = holdsIn(value, state, frame);
  for (const key of keys) releaseHold(key, state, frame);
  if (keys.length > 0 || value.k !== "path" || stmt.dispose === undefined) return [state];
  return applyFunction(stmt.dispose, [], value, state, stmt.at, frame).map((outcome) => outcome.state);
}

function limit(states: readonly State[], frame: Frame): State[] {
  if (states.length <= MAX_PATHS) return [...states];
  frame.cut = true;
  return states.slice(0, MAX_PATHS);
}

/** One thrown state for each place and set of held locks. */
function distinct(thrown: readonly Thrown[]): Thrown[] {
  const seen = new Map<string, Thrown>();
  for (const one of thrown) {
    const holds = [...one.state.holds.values()]
      .map((hold) => `${hold.key}${hold.escaped}${hold.guarded}`)
      .sort()
      .join(" ");
    const open = [...one.state.assumed].map(([key, fact]) => `${key}=${fact.holds}`).join(" ");
    const key = `${holds} ${open}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()].slice(0, MAX_PATHS);
}
