// What comes out of the abstract run of a function: its ways to return, what they leave held, and all that was found on the way.

import type { Range } from "#protocol/finding";
import { type Frame, placeOf } from "./frame";
import { AT_YIELD } from "./generators";
import { handOn, holdsIn, start } from "./locks";
import { isDrained } from "./many-acquires";
import { pathKey } from "./path";
import { type Outcome, type State, UNKNOWN, type Value } from "./state";
import { EMPTY_SUMMARY, type Exit, type Held, type Leak, type Lock, type Summary, type SummaryValue } from "./summary";

/** Different ways to return that a summary keeps. */
const MAX_EXITS = 8;

/** What is still going on or held when the function returns. */
export function finish(done: Outcome, at: Range, frame: Frame): Exit {
  const { state } = done;
  for (const work of [...state.open.values()]) {
    if (work.acquire !== undefined) {
      const { lock, place } = work.acquire;
      frame.floating.set(work.key, { lock, place });
    }
    start({ k: "promise", of: UNKNOWN, rejects: false, what: "", work }, state, at, frame);
  }
  const returned = new Set(holdsIn(done.value, state, frame));
  const left = [...state.holds.values()].filter((hold) => returned.has(hold.key));
  for (const hold of left) frame.handedOn.add(hold.key);
  for (const key of returned) handOn(key, state, frame);
  return {
    value: plain(
      done.value,
      left.map((hold) => hold.key),
      state,
      frame,
    ),
    left: left.map(({ key, lock, place, chain }) => ({
      lock,
      place,
      chain,
      manual: false,
      ...(frame.late.has(key) ? { late: true } : {}),
    })),
    released: [...state.released.values()],
  };
}

export function summarise(
  frame: Frame,
  returned: readonly (Outcome & { at: Range; end: boolean })[],
  exits: readonly Exit[],
): Summary {
  const { fn } = frame;
  const byTasks = ({ lock }: Held): boolean => frame.releasedByTasks.has(pathKey(lock.path));
  const leaks = new Map([...frame.leaks].filter(([, { acquire }]) => !isDrained(acquire, frame) && !byTasks(acquire)));
  const manualLeft: Exit["left"][number][] = [];
  const report = (state: State, exit: Leak["exit"], at: Range, what: string): void => {
    for (const hold of state.holds.values()) {
      if (hold.escaped || hold.scoped || hold.guarded || isDrained(hold, frame)) continue;
      if (frame.drivenOn.has(hold.key)) continue;
      const released = frame.releasedHolds.has(hold.key);
      const named = [...state.env.values()].some((value) => holdsIn(value, state, frame).includes(hold.key));
      if (!released && !named && !frame.handedOn.has(hold.key)) {
        // Taken here and released by somebody else: a wrapper, if it is so on every path.
        if (exit !== "throw") manualLeft.push({ lock: hold.lock, place: hold.place, chain: hold.chain, manual: true });
        continue;
      }
      if (exit === "throw" && fn.ensured === true) continue;
      // A task of its own, that was started here, gives it back.
      if (byTasks(hold)) continue;
      if (exit === "throw" && !released && !frame.handedOn.has(hold.key)) continue;
      const key = `${hold.key} ${exit === "throw" ? "throw" : "path"}`;
      if (leaks.has(key) || leaks.has(`${hold.key} next-turn`)) continue;
      leaks.set(key, {
        acquire: { lock: hold.lock, place: hold.place, chain: hold.chain },
        exit: hold.strayed !== undefined && exit !== "throw" ? "jump" : exit,
        at: exit === "throw" ? placeOf(frame, at) : (hold.strayed ?? placeOf(frame, at)),
        what,
        releasedElsewhere: released,
      });
    }
  };
  for (const done of returned) report(done.state, done.end ? "end" : "return", done.at, "");
  for (const thrown of frame.sink) report(thrown.state, "throw", thrown.at, thrown.what);

  const manual = fn.kind === "module" ? [] : manualLeft;
  const everywhere = returned.length > 0 && manual.length >= returned.length;
  const kept = dedupe(exits.map((exit) => (everywhere ? { ...exit, left: [...exit.left, ...unique(manual)] } : exit)));
  return {
    ...EMPTY_SUMMARY,
    acquires: [...frame.acquires.values()],
    invocations: [...frame.invocations.values()],
    blocks: [...frame.blocks.values()],
    registrations: [...frame.registrations.values()],
    stores: [...frame.stores.values()],
    passes: passedByAll(returned.map((done) => done.state)),
    exits: kept.slice(0, MAX_EXITS),
    throws: frame.sink.find(({ what }) => what !== AT_YIELD)?.what,
    leaks: frame.cut || fn.kind === "module" ? [] : [...leaks.values()],
    floating: [...frame.floating.values()],
    selfWaits: [...frame.selfWaits.values()],
    manyAcquires: [...frame.manyAcquires.values()],
    earlyReleases: [...frame.earlyReleases.values()],
    overReleases: frame.cut ? [] : [...frame.overReleases.values()],
    releases: [...frame.releases.values()],
    waits: frame.waits,
    cut: frame.cut || kept.length > MAX_EXITS,
  };
}

function passedByAll(states: readonly State[]): Lock[] {
  const [first, ...others] = states;
  return [...(first?.passed ?? [])]
    .filter(([key]) => others.every((other) => other.passed.has(key)))
    .map(([, lock]) => lock)
    .slice(0, 10);
}

function unique(left: readonly Exit["left"][number][]): Exit["left"][number][] {
  return [...new Map(left.map((one) => [JSON.stringify(one.lock), one])).values()];
}

function dedupe(exits: readonly Exit[]): Exit[] {
  return [...new Map(exits.map((exit) => [JSON.stringify(exit), exit])).values()];
}

/** A value without what only this run knows. */
function plain(value: Value, left: readonly string[], state: State, frame: Frame): SummaryValue {
  switch (value.k) {
    case "undef":
    case "const":
    case "path":
      return value;
    case "releaser":
      return left.includes(value.hold) ? { k: "releaser", left: left.indexOf(value.hold) } : { k: "unknown" };
    case "fn": {
      const [released] = holdsIn(value, state, frame);
      if (released !== undefined && left.includes(released)) return { k: "releaser", left: left.indexOf(released) };
      return frame.world.fn(value.id)?.captures.length === 0 ? { k: "fn", id: value.id } : { k: "unknown" };
    }
    case "object":
      return { k: "object", props: [...value.props].map(([name, prop]) => [name, plain(prop, left, state, frame)]) };
    case "tuple":
      return { k: "tuple", items: value.items.map((item) => plain(item, left, state, frame)) };
    case "promise":
      return plain(value.of, left, state, frame);
    default:
      return { k: "unknown" };
  }
}
