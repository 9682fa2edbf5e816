// Async generators: what is held at a `yield` is held while the loop that consumes it runs its body, or while nobody asks for more.

import type { Range } from "#protocol/finding";
import { pathIn, promiseOf } from "./apply";
import { noteCall } from "./blocking";
import { deeper, type Frame, placeOf, throwPoint } from "./frame";
import { expose, handOn, keyOfGenerator, lockAt, releaseHold } from "./locks";
import { type Path, pathKey } from "./path";
import { type GeneratorCall, type Hold, type Outcome, type State, UNKNOWN, type Value } from "./state";
import type { Held } from "./summary";

/** What a `yield` calls, as it were: the body of the consumer's loop. A parameter that no call fills. */
const CONSUMER: Path = { root: { r: "param", index: -1, name: "the consumer" }, steps: [] };

/** The reason of a way out that is no exception: a consumer that leaves its loop ends the generator where it stands. */
export const AT_YIELD = "yield";

type Iterator = Extract<Value, { k: "promise" }> & { readonly generator: GeneratorCall };

/** `yield of`, and `yield* of` where `all` is set. */
export function yield_({ state, value }: Outcome, all: boolean, at: Range, frame: Frame): Outcome[] {
  const inner = all && isIterator(value) ? heldWhileYielding(value, state, at, frame) : [];
  const states = all && isIterator(value) ? run(value, state, frame) : [state];
  if (!all) expose(value, state, at, frame);
  return states.map((after) => {
    const held = inner.map(({ lock, place, chain }) => ({ lock, place, chain }));
    const call = { callee: CONSUMER, awaited: true, args: [], held, passed: [], chain: [], task: [], when: [] };
    noteCall({ ...call, place: placeOf(frame, at), ordered: false }, after, frame);
    throwPoint(after, at, AT_YIELD, frame);
    after.suspended = true;
    return { state: after, value: UNKNOWN };
  });
}

/** Runs the generator that a `for await` goes through; the body of the loop runs while it holds what it does at its `yield`s. */
export function enterLoop(value: Value, state: State, frame: Frame): { states: State[]; lent: readonly string[] } {
  if (!isIterator(value)) return { states: [state], lent: [] };
  const at = value.generator.at;
  const held = heldWhileYielding(value, state, at, frame);
  const begun = ownHolds(value, state);
  for (const hold of begun) {
    drain(hold, frame);
    state.holds.delete(hold.key);
  }
  const states = begun.length > 0 ? [state] : run(value, state, frame);
  const lent = held.map(({ place }, index) => `${keyOfGenerator(value)} ${place.range.start.line} ${index}`);
  for (const one of states)
    held.forEach((hold, index) => {
      const key = lent[index] ?? "";
      one.holds.set(key, { ...hold, key, manual: false, escaped: false, guarded: false, scoped: true });
    });
  return { states, lent };
}

/** `it.next()`, `it.return()`, `it.throw()` on a generator that is driven by hand; `undefined`: something else. */
export function drive(receiver: Value, member: string, state: State, at: Range, frame: Frame): Outcome[] | undefined {
  if (!isIterator(receiver)) return undefined;
  const key = keyOfGenerator(receiver);
  // Where it rejects, the generator has come to its end.
  const answer = promiseOf(UNKNOWN, false, `${member}()`);
  if (member === "return" || member === "throw") {
    for (const hold of ownHolds(receiver, state)) releaseHold(hold.key, state, frame);
    return [{ state, value: answer }];
  }
  if (member !== "next") return undefined;
  const mine = ownHolds(receiver, state);
  if (mine.length > 0) {
    // It may have come to its end by now.
    for (const hold of mine) {
      drain(hold, frame);
      handOn(hold.key, state, frame);
    }
    return [{ state, value: answer }];
  }
  const held = frame.loops > 0 ? [] : heldWhileYielding(receiver, state, at, frame);
  return run(receiver, state, frame).map((after) => {
    held.forEach((hold, index) => {
      const name = `${key} ${index}`;
      const mine = { lock: hold.lock, place: placeOf(frame, at), chain: [], key: name };
      after.holds.set(name, { ...mine, manual: false, escaped: false, guarded: false, scoped: false });
    });
    return { state: after, value: answer };
  });
}

/** What it holds at each of its `yield`s, in the caller's words. */
function heldWhileYielding({ generator }: Iterator, state: State, at: Range, frame: Frame): Held[] {
  const { id, args, self } = generator;
  const bind = { args, self, state };
  const yields = frame.world.summary(id).invocations.filter(({ callee }) => pathKey(callee) === pathKey(CONSUMER));
  const [first, ...others] = yields;
  const here = placeOf(frame, at);
  return (first?.held ?? [])
    .filter(({ lock }) =>
      others.every(({ held }) =>
        held.some((one) => pathKey(one.lock.path) === pathKey(lock.path) && one.lock.mode === lock.mode),
      ),
    )
    .map(({ lock, place, chain }) => ({
      lock: lockAt(lock, pathIn(lock.path, bind, frame.world), frame),
      place,
      chain: [here, ...chain],
    }));
}

/** All of it, from its first line on: when which part runs does not matter for what it waits for. */
function run({ work }: Iterator, state: State, frame: Frame): State[] {
  if (work === undefined) return [state];
  state.open.delete(work.key);
  let states: State[] = [];
  deeper(frame, () => {
    states = work.run(state).map((done) => done.state);
  });
  return states;
}

/** It was asked again: whether it has come to its end is not known. */
function drain(hold: Hold, frame: Frame): void {
  frame.drivenOn.add(hold.key);
}

function ownHolds(iterator: Iterator, state: State): Hold[] {
  return [...state.holds.values()].filter((hold) => hold.key.startsWith(keyOfGenerator(iterator)));
}

export function isIterator(value: Value): value is Iterator {
  return value.k === "promise" && value.generator !== undefined;
}
