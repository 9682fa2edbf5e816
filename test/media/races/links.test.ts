// Where data races are on the timeline: by numbers, by drawing calls, and in words.

import { describe, expect, test } from "vitest";
import type { Trace } from "#engine/trace/trace";
import { raceLinks, racesWithin } from "#media/races/links";
import { barPhrase } from "#media/timeline/describe";
import { buildLanes, wholeSpan } from "#media/timeline/lanes";
import { layoutTimeline } from "#media/timeline/layout";
import { paintTimeline } from "#media/timeline/paint";
import { drawLog } from "../draw-log";
import { plainTheme } from "../fixtures/theme";
import { smallTrace } from "../fixtures/small";

/** The small trace with a second thread; `main` writes at 2 µs (step 2), the other reads at 6 µs (step 3). */
function racingTrace(): Trace {
  const trace = smallTrace([
    { kind: "thread-state", to: "running", cpu: 0, because: "dispatched", thread: 0, at: 0 },
    { kind: "output", stream: "stdout", text: "a", thread: 0, at: 2 },
    { kind: "thread-state", to: "ready", because: "quantum", thread: 0, at: 4 },
    { kind: "thread-state", to: "running", cpu: 0, because: "dispatched", thread: 1, at: 5 },
    { kind: "output", stream: "stdout", text: "b", thread: 1, at: 8 },
  ]);
  const [main] = trace.threads;
  if (main === undefined) throw new Error("the fixture has a thread");
  return {
    ...trace,
    threads: [main, { ...main, id: 1, name: "other", threadId: 1 }],
    races: [
      {
        element: "cells[1]",
        first: { kind: "write", atomic: false, at: 2, thread: 0, site: 0 },
        second: { kind: "read", atomic: true, at: 6, thread: 1 },
      },
    ],
  };
}

describe("links", () => {
  test("each access is on the lane of who did it, at the last step of its thread before it", () => {
    expect(raceLinks(racingTrace())).toEqual([
      {
        race: 0,
        element: "cells[1]",
        first: { lane: "thread-0", step: 2, at: 2, text: "write by thread main at small.ts:4" },
        second: { lane: "thread-1", step: 4, at: 6, text: "atomic read by thread other" },
      },
    ]);
    expect(raceLinks(smallTrace())).toEqual([]);
  });

  test("a bar knows the races of its stretch only, and the access at the other end", () => {
    const links = raceLinks(racingTrace());
    expect(racesWithin(links, "thread-0", 1, 3).map(({ other }) => other.lane)).toEqual(["thread-1"]);
    expect(racesWithin(links, "thread-0", 3, 9)).toEqual([]);
    expect(racesWithin(links, "thread-1", 1, 3)).toEqual([]);
  });

  test("the grid's words name the race", () => {
    const trace = racingTrace();
    const lane = buildLanes(trace).lanes.find((it) => it.id === "thread-1");
    const [bar] = lane?.bars ?? [];
    if (lane === undefined || bar === undefined) throw new Error("the fixture has a lane");
    expect(barPhrase(lane, bar, raceLinks(trace))).toBe(
      "other: Running, steps 4 to the end, data race on cells[1] with the write by thread main at small.ts:4",
    );
  });
});

describe("on the timeline", () => {
  const scene = (selectedRace: number | undefined) => {
    const trace = racingTrace();
    const lanes = buildLanes(trace);
    return layoutTimeline({
      lanes,
      axis: "time",
      window: { from: 0, to: 10 },
      size: { width: 112, height: 200 },
      gutter: 12,
      scroll: 0,
      step: 0,
      at: 0,
      flows: [],
      races: raceLinks(trace),
      selectedRace,
      selected: new Set(),
      deadlock: undefined,
      measure: (text) => 6 * text.length,
    });
  };

  test("both marks are in the middle of their lanes at the time of the access", () => {
    const [mark] = scene(undefined).races;
    expect(mark).toMatchObject({ race: 0, selected: false, from: { x: 32 }, to: { x: 72 } });
    expect((mark?.to.y ?? 0) - (mark?.from.y ?? 0)).toBe(24);
    expect(wholeSpan(buildLanes(racingTrace()), "steps").to).toBe(6);
  });

  test("a diamond at each end and a dashed line between; filled and thick where selected", () => {
    const plain = drawLog();
    paintTimeline(scene(undefined), plain.ctx, plainTheme, {
      new: "",
      ready: "",
      running: "",
      blocked: "",
      terminated: "",
    });
    const lines = plain.calls.filter(([name]) => name === "moveTo" || name === "lineTo");
    expect(plain.calls).toContainEqual(["setLineDash", [4, 3]]);
    expect(lines.filter(([name, x]) => name === "moveTo" && (x === 32 || x === 72))).toHaveLength(3);
    const filled = (calls: typeof plain.calls): number =>
      calls.filter(([name, value]) => name === "set fillStyle" && value === plainTheme.error).length;
    expect(filled(plain.calls)).toBe(0);
    const chosen = drawLog();
    paintTimeline(scene(0), chosen.ctx, plainTheme, { new: "", ready: "", running: "", blocked: "", terminated: "" });
    expect(filled(chosen.calls)).toBe(2);
    expect(chosen.calls).toContainEqual(["set lineWidth", 2.5]);
  });
});
