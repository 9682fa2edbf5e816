// The state diagram by numbers: every token in its box, boxes apart, arrows between borders, on wide and narrow panels.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { State } from "#engine/trace/trace";
import type { Rect } from "#media/geometry/rect";
import { STATES } from "#media/names";
import { type DiagramScene, detailOf, type Entry, layoutDiagram } from "#media/state-diagram/layout";

function entries(...states: readonly (State | undefined)[]): readonly Entry[] {
  return states.map((state, id) => ({ id, name: `task ${id}`, state, detail: "" }));
}

function inside(inner: Rect, outer: Rect): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function box(scene: DiagramScene, state: State): Rect {
  const found = scene.boxes.find((it) => it.state === state);
  if (found === undefined) throw new Error(`no box for ${state}`);
  return found;
}

describe("state diagram", () => {
  test("whatever the tasks and the width: tokens lie in their boxes, nothing overlaps, all are counted", () => {
    const state = fc.option(fc.constantFrom(...STATES), { nil: undefined });
    fc.assert(
      fc.property(fc.array(state, { maxLength: 60 }), fc.integer({ min: 300, max: 1600 }), (states, width) => {
        const scene = layoutDiagram({ width, entries: entries(...states) });
        for (const token of scene.tokens) expect(inside(token, box(scene, token.state))).toBe(true);
        scene.tokens.forEach((token, index) => {
          for (const other of scene.tokens.slice(index + 1)) expect(overlap(token, other)).toBe(false);
        });
        for (const it of STATES) {
          expect(inside(box(scene, it), { x: 0, y: 0, ...scene.size })).toBe(true);
          for (const other of STATES) if (it !== other) expect(overlap(box(scene, it), box(scene, other))).toBe(false);
        }
        const counted = scene.boxes.reduce((sum, it) => sum + it.count, 0);
        expect(counted).toBe(states.filter((it) => it !== undefined).length);
        const hidden = scene.more.reduce((sum, it) => sum + Number.parseInt(it.label.slice(1), 10), 0);
        expect(scene.tokens.length + hidden).toBe(counted);
      }),
    );
  });

  test("each transition goes from the border of its state to the border of the next", () => {
    for (const width of [360, 640, 1200]) {
      const scene = layoutDiagram({ width, entries: entries("running") });
      expect(scene.edges.map((edge) => `${edge.from} ${edge.name} ${edge.to}`)).toEqual([
        "new admit ready",
        "ready dispatch running",
        "running preempt ready",
        "running exit terminated",
        "running wait blocked",
        "blocked wake ready",
      ]);
      const onBorder = (point: { x: number; y: number }, rect: Rect): boolean =>
        [rect.x, rect.x + rect.width].some((x) => Math.abs(x - point.x) < 1e-6) ||
        [rect.y, rect.y + rect.height].some((y) => Math.abs(y - point.y) < 1e-6);
      for (const edge of scene.edges) {
        expect(onBorder(edge.start, box(scene, edge.from))).toBe(true);
        expect(onBorder(edge.end, box(scene, edge.to))).toBe(true);
      }
    }
  });

  test("boxes do not move from step to step: only the number of tasks of the run sizes them", () => {
    const before = layoutDiagram({ width: 640, entries: entries("new", undefined, "ready", "blocked") });
    const later = layoutDiagram({ width: 640, entries: entries("terminated", "running", "blocked", "blocked") });
    const places = (scene: DiagramScene): readonly unknown[] =>
      scene.boxes.map(({ x, y, width, height }) => [x, y, width, height]);
    expect(places(later)).toEqual(places(before));
  });

  test("the latest of many are shown, and how many are not", () => {
    const scene = layoutDiagram({
      width: 640,
      entries: entries(...Array.from({ length: 200 }, () => "terminated" as const)),
    });
    expect(scene.tokens.map((token) => token.id)).toEqual([198, 199]);
    expect(scene.more).toMatchObject([{ state: "terminated", label: "+198 earlier" }]);
  });

  test("a blocked one says what it waits for", () => {
    expect(detailOf({ id: 0, name: "a", state: "blocked", detail: "bob.mutex" })).toBe("waits for bob.mutex");
    expect(detailOf({ id: 0, name: "a", state: "running", detail: "CPU 1" })).toBe("CPU 1");
  });
});
