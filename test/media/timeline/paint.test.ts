// Painting as a log of drawing calls: what is drawn where, in which colour, in which order.

import { describe, expect, test } from "vitest";
import { buildLanes, wholeSpan } from "#media/timeline/lanes";
import { layoutTimeline, type Scene } from "#media/timeline/layout";
import { type Fills, makeFills, paintTimeline } from "#media/timeline/paint";
import { drawLog } from "../draw-log";
import { bankTrace } from "../fixtures/bank";
import { plainTheme } from "../fixtures/theme";

const fills: Fills = { new: "new", ready: "dots", running: "solid", blocked: "hatch", terminated: "line" };

function bankScene(step: number): Scene {
  const lanes = buildLanes(bankTrace());
  return layoutTimeline({
    lanes,
    axis: "steps",
    window: wholeSpan(lanes, "steps"),
    size: { width: 710, height: 400 },
    gutter: 100,
    scroll: 0,
    step,
    at: 0,
    flows: [],
    races: [],
    selectedRace: undefined,
    selected: new Set(["task-3"]),
    deadlock: { step: 57, at: 2521 },
    measure: (text) => 6 * text.length,
  });
}

describe("paint", () => {
  test("every bar of the scene is filled at its place with its state's pattern", () => {
    const { ctx, calls } = drawLog();
    const scene = bankScene(57);
    paintTimeline(scene, ctx, plainTheme, fills);
    for (const bar of scene.bars.filter((it) => it.state !== "terminated")) {
      const index = calls.findIndex(
        ([name, x, y, width, height]) =>
          name === "fillRect" && x === bar.x && y === bar.y && width === bar.width && height === bar.height,
      );
      expect(calls[index - 1]).toEqual(["set fillStyle", fills[bar.state]]);
    }
  });

  test("names of lanes, groups and bars are written", () => {
    const { ctx, calls } = drawLog();
    paintTimeline(bankScene(57), ctx, plainTheme, fills);
    const texts = calls.filter(([name]) => name === "fillText").map(([, text]) => text);
    expect(texts).toEqual(
      expect.arrayContaining(["CPUs", "Threads", "Tasks", "CPU 0", "transfer", "audit", "bob.mutex", "main", "10"]),
    );
  });

  test("the selected lane is marked before the bars, the deadlock and the cursor after them", () => {
    const { ctx, calls } = drawLog();
    const scene = bankScene(30);
    paintTimeline(scene, ctx, plainTheme, fills);
    const first = (what: string, value: unknown): number =>
      calls.findIndex(([name, it]) => name === what && it === value);
    const hatch = first("set fillStyle", "hatch");
    expect(first("set fillStyle", "selection")).toBeLessThan(hatch);
    expect(hatch).toBeLessThan(first("set strokeStyle", "error"));
    expect(first("set strokeStyle", "error")).toBeLessThan(first("set strokeStyle", "cursor"));
    expect(calls).toContainEqual(["fillRect", scene.cursor?.x, 0, scene.cursor?.width, 400]);
  });

  test("in high contrast every bar has the theme's border", () => {
    const { ctx, calls } = drawLog();
    const scene = bankScene(30);
    paintTimeline(scene, ctx, { ...plainTheme, border: "border" }, fills);
    const wide = scene.bars.filter((bar) => bar.state !== "terminated" && 6 <= bar.width);
    expect(calls.filter(([name, value]) => name === "set strokeStyle" && value === "border")).toHaveLength(wide.length);
  });

  test("ready and blocked are patterns, so that no state is told by colour alone", () => {
    const logs = [drawLog(), drawLog()];
    let tiles = 0;
    const made = makeFills(plainTheme, () => {
      const log = logs[tiles++] ?? drawLog();
      return { canvas: {} as CanvasImageSource, ctx: log.ctx };
    });
    expect(made).toMatchObject({ new: "background", running: "#056edb", ready: "pattern 1", blocked: "pattern 1" });
    expect(logs[0]?.calls.map(([name]) => name)).toContain("arc");
    expect(logs[1]?.calls.map(([name]) => name)).toContain("lineTo");
  });
});
