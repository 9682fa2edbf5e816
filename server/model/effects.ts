// Effects in the abstract run of a function: work that is described, and happens where somebody waits for it or runs it.

import type { Range } from "#protocol/finding";
import { await_, callValue } from "./apply";
import type { EffectExpr } from "./facts";
import { type Frame, siteOf, throwPoint } from "./frame";
import { expose, start } from "./locks";
import { clone, join, type Outcome, type State, UNDEF, UNKNOWN, type Value } from "./state";

/** The property of a fiber's value that stands for its work. */
const FIBER = "fiber";

/** What the effect does with the values of its parts. */
export function effectOf(
  e: EffectExpr,
  [of = UNDEF, ...then]: readonly Value[],
  state: State,
  frame: Frame,
): Outcome[] {
  // Nothing of it has begun.
  for (const value of [of, ...then]) putBack(value, state);
  switch (e.does) {
    case "run":
      if (of.k === "promise" && of.work !== undefined) state.open.set(of.work.key, of.work);
      return [{ state, value: of.k === "promise" ? of : UNKNOWN }];
    case "now":
      return await_({ state, value: of }, e.at, frame);
    case "describe":
      return [{ state, value: of }];
    default:
      return [{ state, value: workOf(e, of, then, frame) }];
  }
}

function putBack(value: Value, state: State): void {
  if (value.k === "promise" && value.work !== undefined) state.open.delete(value.work.key);
  else if (value.k === "tuple") for (const item of value.items) putBack(item, state);
  else if (value.k === "object") for (const item of value.props.values()) putBack(item, state);
}

function workOf(e: EffectExpr, of: Value, then: readonly Value[], frame: Frame): Value {
  const { does, at } = e;
  const run = (later: State): Outcome[] => {
    switch (does) {
      case "steps": {
        if (e.fails === true) throwPoint(later, at, "the effect", frame);
        return inTurn([of, ...then], { state: later, value: UNDEF }, at, frame);
      }
      case "catch": {
        const { done, thrown } = caught(later, of, at, frame);
        const handled = thrown.flatMap((failed) => [
          { state: failed, value: UNKNOWN },
          ...then.flatMap((handler) => inTurn([handler], { state: clone(failed), value: UNKNOWN }, at, frame)),
        ]);
        return [...done, ...handled];
      }
      case "ensure": {
        const { done, thrown } = caught(later, of, at, frame);
        for (const failed of thrown)
          for (const one of inTurn(then, { state: failed, value: UNKNOWN }, at, frame))
            throwPoint(one.state, at, "the effect", frame);
        return done.flatMap((one) => inTurn(then, one, at, frame).map(({ state }) => ({ state, value: one.value })));
      }
      case "scoped":
        return inTurn([of], { state: later, value: UNDEF }, at, frame).map((one) => {
          // It is given back when the scope ends, wherever that is.
          for (const value of then) expose(value, one.state, at, frame);
          return one;
        });
      case "maybe":
        return join([
          clone(later),
          ...inTurn([of], { state: later, value: UNDEF }, at, frame).map((one) => one.state),
        ]).map((one) => ({ state: one, value: UNKNOWN }));
      case "fork":
        return [{ state: later, value: { k: "object", props: new Map([[FIBER, forked(of, later, at, frame)]]) } }];
      default: {
        const fiber = of.k === "object" ? of.props.get(FIBER) : undefined;
        return inTurn([fiber ?? UNKNOWN], { state: later, value: UNDEF }, at, frame);
      }
    }
  };
  return { k: "promise", of: UNKNOWN, rejects: false, what: "the effect", work: { key: `${siteOf(at)} ${does}`, run } };
}

/** A fiber that begins here: it goes on by itself, and may be joined. */
function forked(of: Value, state: State, at: Range, frame: Frame): Value {
  if (of.k !== "promise" || of.work === undefined) return of;
  const { work } = of;
  const held = new Set(state.holds.keys());
  const run = (later: State): Outcome[] => {
    if ([...later.holds.keys()].every((key) => held.has(key))) return work.run(later);
    // What has been taken since may have been free when the fiber asked for it.
    start(of, later, at, frame);
    return [{ state: later, value: UNKNOWN }];
  };
  const fiber = { ...of, work: { key: work.key, run } };
  state.open.set(work.key, fiber.work);
  return fiber;
}

/** Each is waited for, or called and what it gives waited for. */
function inTurn(values: readonly Value[], from: Outcome, at: Range, frame: Frame): Outcome[] {
  return values.reduce<Outcome[]>(
    (outcomes, value) =>
      outcomes.flatMap(({ state, value: before }): Outcome[] => {
        switch (value.k) {
          case "promise":
            return await_({ state, value }, at, frame);
          case "tuple":
            return inTurn(value.items, { state, value: before }, at, frame);
          case "object":
            return inTurn([...value.props.values()], { state, value: before }, at, frame);
          case "fn":
          case "path":
            return callValue(value, [before], state, at, "the effect", frame).flatMap((done) =>
              await_(done, at, frame),
            );
          default:
            return [{ state, value: value.k === "undef" ? before : value }];
        }
      }),
    [from],
  );
}

/** The ends of the work, and the states in which it failed. */
function caught(state: State, of: Value, at: Range, frame: Frame): { done: Outcome[]; thrown: State[] } {
  const { sink } = frame;
  frame.sink = [];
  const done = inTurn([of], { state, value: UNDEF }, at, frame);
  const thrown = join(frame.sink.map((one) => one.state));
  frame.sink = sink;
  return { done, thrown };
}
