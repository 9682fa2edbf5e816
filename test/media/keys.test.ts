// Which key does what, and where keys must leave the page alone.

import { describe, expect, test } from "vitest";
import { keyHelp, panelKey } from "#media/keys";
import { type Key, timelineKey } from "#media/timeline/input";
import { buildLanes } from "#media/timeline/lanes";
import { bankTrace } from "./fixtures/bank";

function key(press: Partial<Key>): Key {
  return { code: "", key: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...press };
}

describe("panel keys", () => {
  test("step, play, ends", () => {
    expect(panelKey(key({ key: "[" }), "other")).toEqual({ kind: "step", by: -1 });
    expect(panelKey(key({ key: "]" }), "control")).toEqual({ kind: "step", by: 1 });
    expect(panelKey(key({ key: " " }), "other")).toEqual({ kind: "toggle-play" });
    expect(panelKey(key({ key: "Home" }), "other")).toEqual({ kind: "seek", to: "start" });
    expect(panelKey(key({ key: "?" }), "other")).toEqual({ kind: "help", open: true });
  });

  test("a button keeps its Space, a field all its letters, the editor its shortcuts", () => {
    expect(panelKey(key({ key: " " }), "control")).toBeUndefined();
    expect(panelKey(key({ key: "[" }), "text")).toBeUndefined();
    expect(panelKey(key({ key: "[", ctrlKey: true }), "other")).toBeUndefined();
    expect(panelKey(key({ key: "Tab", code: "Tab" }), "other")).toBeUndefined();
  });
});

describe("timeline keys", () => {
  const lanes = buildLanes(bankTrace());

  test("letters go by their place on the keyboard", () => {
    expect(timelineKey(key({ code: "KeyW", key: "z" }), lanes, undefined, 20)).toEqual({ kind: "zoom", factor: 0.7 });
    expect(timelineKey(key({ code: "KeyA", key: "q" }), lanes, undefined, 20)).toEqual({ kind: "pan", share: -0.2 });
    expect(timelineKey(key({ code: "KeyF", shiftKey: true }), lanes, undefined, 20)).toEqual({
      kind: "fit",
      what: "all",
    });
  });

  test("arrows move along a lane and stop at its ends", () => {
    expect(timelineKey(key({ code: "ArrowRight" }), lanes, { lane: 0, bar: 0 }, 20)).toEqual({
      kind: "move",
      to: { lane: 0, bar: 1 },
    });
    expect(timelineKey(key({ code: "ArrowLeft" }), lanes, { lane: 0, bar: 0 }, 20)).toEqual({
      kind: "move",
      to: { lane: 0, bar: 0 },
    });
    expect(timelineKey(key({ code: "ArrowRight" }), lanes, { lane: 0, bar: 99 }, 20)).toMatchObject({ to: { bar: 2 } });
  });

  test("up and down keep the step: from CPU 1 to what main did then", () => {
    const down = timelineKey(key({ code: "ArrowDown" }), lanes, { lane: 1, bar: 0 }, 20);
    expect(down?.kind).toBe("move");
    const bar = down?.kind === "move" ? lanes.lanes[down.to.lane]?.bars[down.to.bar] : undefined;
    expect(bar !== undefined && bar.fromStep <= 20 && 20 < bar.toStep).toBe(true);
    expect(timelineKey(key({ code: "ArrowUp" }), lanes, { lane: 0, bar: 0 }, 20)).toBeUndefined();
  });
});

test("the help names each key once", () => {
  const keys = keyHelp.flatMap((row) => row.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
