// The small pure parts of the panel: scales, rows in sight, theme, messages, units, the frame clock.

import { describe, expect, test } from "vitest";
import { UNIT_PARAMETERS } from "#engine/runtime/abi";
import { decodePreferences, decodeToWebview } from "#media/decode";
import { rowsInSight } from "#media/events/window";
import { createFrames } from "#media/frames";
import { shorten } from "#media/geometry/text";
import { panned, timeScale, zoomed } from "#media/geometry/time-scale";
import { outcomeText } from "#media/model";
import { timeText } from "#media/names";
import { textOn } from "#media/theme";
import { UNIT_TABLE, unitsSource } from "#media/units";
import { completedTrace } from "./fixtures/bank";

describe("scale", () => {
  test("there and back", () => {
    const scale = timeScale({ from: 100, to: 300 }, 50, 450);
    expect([scale.toPixel(100), scale.toPixel(300), scale.toPosition(250)]).toEqual([50, 450, 200]);
    expect(scale.ticks(100)).toEqual([100, 150, 200, 250, 300]);
  });

  test("zoom keeps its anchor in place, and stops at the whole and at the least", () => {
    const whole = { from: 0, to: 100 };
    expect(zoomed({ from: 20, to: 40 }, whole, 0.5, 25, 1)).toEqual({ from: 22.5, to: 32.5 });
    expect(zoomed({ from: 20, to: 40 }, whole, 100, 25, 1)).toEqual(whole);
    expect(zoomed({ from: 20, to: 40 }, whole, 0.0001, 25, 4).to).toBeCloseTo(28);
    expect(panned({ from: 20, to: 40 }, whole, -5)).toEqual({ from: 0, to: 20 });
  });
});

test("a text is cut to its room", () => {
  const measure = (text: string): number => text.length;
  expect([4, 5, 8, 2].map((width) => shorten("transfer", width, measure))).toEqual(["tra…", "tran…", "transfer", ""]);
});

test("times read well at every size", () => {
  expect([0, 999, 1000, 2513, 1_234_567].map(timeText)).toEqual(["0 µs", "999 µs", "1 ms", "2.513 ms", "1.235 s"]);
});

test("text on a colour is black or white, whichever reads better", () => {
  expect(["#ffae17", "#013898", "#000000", "rgb(255, 255, 255)", "tomato"].map(textOn)).toEqual([
    "#000000",
    "#ffffff",
    "#ffffff",
    "#000000",
    "#ffffff",
  ]);
});

test("rows in sight, with a few to spare, never outside of the list", () => {
  expect(rowsInSight(0, 240, 24, 1000)).toEqual({ from: 0, to: 14 });
  expect(rowsInSight(2400, 240, 24, 1000)).toEqual({ from: 96, to: 114 });
  expect(rowsInSight(99_999, 240, 24, 5)).toEqual({ from: 1, to: 5 });
  expect(rowsInSight(0, 240, 24, 0)).toEqual({ from: 0, to: 0 });
});

describe("messages", () => {
  test("what is not one of ours is refused", () => {
    expect(
      [
        undefined,
        3,
        "load",
        {},
        { type: "nonsense" },
        { type: "load" },
        { type: "load", scenario: {}, machine: {} },
      ].map(decodeToWebview),
    ).toEqual(Array.from({ length: 7 }, () => undefined));
    expect(decodeToWebview({ type: "busy", message: "…" })).toEqual({ type: "busy", message: "…" });
  });

  test("kept preferences of another version are dropped field by field", () => {
    expect(decodePreferences({ axis: "sideways", speed: -1, tab: "events", more: 1 })).toEqual({ tab: "events" });
    expect(decodePreferences(null)).toBeUndefined();
  });
});

test("a completed run claims no more than itself", () => {
  const text = outcomeText(completedTrace());
  expect(text).toContain("This schedule completed");
  expect(text).toContain("Other schedules were not tried");
  expect(text).not.toMatch(/safe|free of/i);
});

describe("units", () => {
  const source = unitsSource([
    { id: '/a "quoted".ts', kind: "esm", code: "return [typeof process, this === undefined];" },
    { id: "/b.cjs", kind: "cjs", code: "return this === undefined;" },
  ]);
  /** What a worker does with the script. */
  const table: Record<string, (...values: unknown[]) => unknown> = Object.create(null);
  new Function("self", source)({ [UNIT_TABLE]: table });

  test("become functions of the parameters of the contract, by id", () => {
    expect(Object.keys(table)).toEqual(['/a "quoted".ts', "/b.cjs"]);
    expect(table["/b.cjs"]?.length).toBe(UNIT_PARAMETERS.length);
  });

  test("see only what they are given; a module is strict, a script is not", () => {
    const call = (unit: ((...values: unknown[]) => unknown) | undefined): unknown => unit?.call(undefined);
    expect(call(table['/a "quoted".ts'])).toEqual(["undefined", true]);
    expect(call(table["/b.cjs"])).toBe(false);
  });
});

describe("frames", () => {
  /** A page whose frames come when the test says so. */
  function page() {
    const asked: FrameRequestCallback[] = [];
    const frames = createFrames({ requestAnimationFrame: (callback) => asked.push(callback) });
    const next = (now: number): void => {
      for (const callback of asked.splice(0)) callback(now);
    };
    return { frames, next, asked };
  }

  test("two drawings of the same thing in one frame are one", () => {
    const { frames, next, asked } = page();
    const drawn: string[] = [];
    const key = {};
    frames.paint(key, () => drawn.push("old"));
    frames.paint(key, () => drawn.push("new"));
    expect(asked).toHaveLength(1);
    next(0);
    expect(drawn).toEqual(["new"]);
    expect(asked).toHaveLength(0);
  });

  test("the clock ticks as often as asked for, does not catch up after a pause, and stops", () => {
    const { frames, next, asked } = page();
    let ticks = 0;
    frames.clock(10, () => {
      ticks += 1;
    });
    for (let now = 0; now <= 1000; now += 20) next(now);
    expect(ticks).toBe(10);
    next(60_000);
    expect(ticks).toBe(11);
    frames.clock(0, () => {});
    next(70_000);
    expect(ticks).toBe(11);
    expect(asked).toHaveLength(0);
  });
});
