// The timeline's layout by numbers: what the header of media/timeline/layout.ts promises, merging, culling, and clicks on what was drawn.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TraceEvent, TraceEventBody } from "#engine/trace/trace";
import { barPhrase } from "#media/timeline/describe";
import { buildFlows, flowsOf } from "#media/timeline/flows";
import { hitTest } from "#media/timeline/hit-test";
import { type Bar, buildLanes, firstAfter, type Lanes, preferredAxis, wholeSpan } from "#media/timeline/lanes";
import { type LayoutInput, layoutTimeline } from "#media/timeline/layout";
import { bankTrace } from "../fixtures/bank";
import { smallTrace } from "../fixtures/small";

const present = (bar: Bar | undefined): Bar => {
  if (bar === undefined) throw new Error("no bar");
  return bar;
};

const measure = (text: string): number => 6 * text.length;

function input(lanes: Lanes, change: Partial<LayoutInput> = {}): LayoutInput {
  return {
    lanes,
    axis: "time",
    window: { from: 0, to: 10 },
    size: { width: 112, height: 120 },
    gutter: 12,
    scroll: 0,
    step: 0,
    at: 0,
    flows: [],
    races: [],
    selectedRace: undefined,
    selected: new Set(),
    deadlock: undefined,
    measure,
    ...change,
  };
}

describe("queues of a policy", () => {
  const at = (time: number, body: TraceEventBody): TraceEvent => ({ ...body, thread: 0, at: time });
  const lanes = buildLanes(
    smallTrace([
      at(0, { kind: "thread-state", to: "ready", because: "started" }),
      at(0, { kind: "thread-level", level: 0, levels: 3 }),
      at(0, { kind: "thread-state", to: "running", cpu: 0, because: "dispatched" }),
      at(4, { kind: "thread-level", level: 1, levels: 3 }),
      at(4, { kind: "thread-state", to: "ready", because: "quantum" }),
      at(6, { kind: "thread-state", to: "running", cpu: 0, because: "dispatched" }),
      at(8, { kind: "thread-state", to: "blocked", because: "idle", wait: { kind: "timer", text: "a timer" } }),
      at(9, { kind: "thread-state", to: "ready", because: "woken" }),
      at(10, { kind: "thread-state", to: "terminated", because: "exited" }),
    ]),
  );

  test("a lane shows the queue that a thread stands in, and nothing while it waits", () => {
    const lane = lanes.lanes.find((it) => it.group === "queues");
    expect(lane?.bars.filter((bar) => bar.from < bar.to).map((bar) => [bar.text, bar.state, bar.from, bar.to])).toEqual(
      [
        ["1", "running", 0, 4],
        ["2", "ready", 4, 6],
        ["2", "running", 6, 8],
        ["2", "ready", 9, 10],
      ],
    );
    expect(lane === undefined ? "" : barPhrase(lane, present(lane.bars.at(-1)))).toBe(
      "main: Ready in queue 2 of 3, step 8",
    );
  });

  test("a lower queue is drawn lower, and the lane has room for all of them", () => {
    const scene = layoutTimeline(input(lanes, { size: { width: 112, height: 300 } }));
    const boxes = scene.bars.filter((box) => box.lane === "queue-0");
    const row = scene.rows.find((it) => it.lane === "queue-0");
    expect(row?.height).toBe(3 * 15 + 4);
    expect([...new Set(boxes.map((box) => box.y - (row?.y ?? 0)))]).toEqual([2, 17]);
    expect(scene.contentHeight).toBe(20 + 3 * 18 + 24 + 24 + 49 + 4);
  });

  test("a policy of one queue has no such lanes", () => {
    expect(buildLanes(bankTrace()).lanes.some((lane) => lane.group === "queues")).toBe(false);
  });
});

describe("lanes", () => {
  test("a CPU's lane holds who ran, a thread's lane its states; what nothing ended is open", () => {
    const { lanes, steps, end } = buildLanes(smallTrace());
    expect({ steps, end }).toEqual({ steps: 3, end: 10 });
    expect(
      lanes.map((lane) => [lane.id, lane.bars.map((bar) => [bar.state, bar.fromStep, bar.toStep, bar.from, bar.open])]),
    ).toEqual([
      ["cpu-0", [["running", 1, 2, 0, false]]],
      [
        "thread-0",
        [
          ["running", 1, 2, 0, false],
          ["blocked", 2, 4, 4, true],
        ],
      ],
    ]);
  });

  test("bars of a lane never overlap and follow one another, whatever the trace", () => {
    for (const lane of buildLanes(bankTrace()).lanes) {
      lane.bars.forEach((bar, index) => {
        const before = lane.bars[index - 1];
        expect(bar.fromStep).toBeLessThan(bar.toStep);
        if (before !== undefined) expect(before.toStep).toBeLessThanOrEqual(bar.fromStep);
      });
    }
  });

  test("a blocked bar is called after what it waits for", () => {
    const { lanes } = buildLanes(bankTrace());
    const texts = (id: string): readonly string[] =>
      lanes.find((lane) => lane.id === id)?.bars.map((bar) => bar.text) ?? [];
    expect(texts("task-3").at(-1)).toBe("bob.mutex");
    expect(texts("task-5").at(-1)).toBe("alice.mutex");
    expect(texts("cpu-1")).toEqual(["teller.ts (1)"]);
  });

  test("a program that mostly sleeps is shown by steps, one that computes by time", () => {
    expect(preferredAxis(buildLanes(bankTrace()))).toBe("steps");
    expect(preferredAxis(buildLanes(smallTrace()))).toBe("time");
  });

  test("firstAfter finds what a walk along the lane finds", () => {
    const bars = buildLanes(bankTrace()).lanes.flatMap((lane) => [lane.bars]);
    fc.assert(
      fc.property(fc.constantFrom(...bars), fc.integer({ min: -5, max: 70 }), (list: readonly Bar[], step) => {
        const walked = list.findIndex((bar) => step < bar.toStep);
        expect(firstAfter(list, "steps", step)).toBe(walked < 0 ? list.length : walked);
      }),
    );
  });
});

describe("layout", () => {
  test("the example in the header", () => {
    const scene = layoutTimeline(input(buildLanes(smallTrace())));
    expect(scene.headings.map(({ label, y, height }) => ({ label, y, height }))).toEqual([
      { label: "CPUs", y: 20, height: 18 },
      { label: "Threads", y: 62, height: 18 },
    ]);
    expect(
      scene.bars.map(({ lane, x, y, width, height, state, open }) => ({ lane, x, y, width, height, state, open })),
    ).toEqual([
      { lane: "cpu-0", x: 12, y: 40, width: 40, height: 20, state: "running", open: false },
      { lane: "thread-0", x: 12, y: 82, width: 40, height: 20, state: "running", open: false },
      { lane: "thread-0", x: 52, y: 82, width: 60, height: 20, state: "blocked", open: true },
    ]);
    expect(scene.end).toBe(112);
    expect(scene.cursor).toEqual({ x: 11, y: 0, width: 2, height: 120 });
  });

  test("on the axis of steps each step is equally wide and the cursor is a column", () => {
    const lanes = buildLanes(smallTrace());
    const scene = layoutTimeline(input(lanes, { axis: "steps", window: wholeSpan(lanes, "steps"), step: 2, at: 4 }));
    expect(scene.cursor).toEqual({ x: 62, y: 0, width: 25, height: 120 });
    expect(scene.bars.filter((bar) => bar.lane === "thread-0").map((bar) => [bar.x, bar.width])).toEqual([
      [37, 25],
      [62, 50],
    ]);
  });

  test("a label is cut to its bar, and left out where two letters do not fit", () => {
    const lanes = buildLanes(smallTrace());
    const label = (width: number): string | undefined =>
      layoutTimeline(input(lanes, { size: { width, height: 120 } })).bars.find((bar) => bar.state === "running")?.label;
    expect(label(112)).toBe("main");
    expect(label(80)).toBe("");
    expect(layoutTimeline(input(lanes)).bars.at(-1)?.label).toBe("nothing…");
  });

  test("what lies outside of the window or is scrolled away is not laid out", () => {
    const lanes = buildLanes(smallTrace());
    const later = layoutTimeline(input(lanes, { window: { from: 5, to: 10 } }));
    expect(later.bars.map((bar) => bar.lane)).toEqual(["thread-0"]);
    const scrolled = layoutTimeline(input(lanes, { scroll: 60, size: { width: 112, height: 60 } }));
    expect(scrolled.rows.map((row) => row.lane)).toEqual(["thread-0"]);
  });

  test("ten thousand slivers become at most one box for each two pixels, and running ones win the colour", () => {
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      kind: "thread-state" as const,
      to: index % 50 === 0 ? ("running" as const) : ("ready" as const),
      ...(index % 50 === 0 ? { cpu: 0 } : {}),
      because: "quantum" as const,
      thread: 0,
      at: index,
    }));
    const lanes = buildLanes(smallTrace(events));
    const scene = layoutTimeline(input(lanes, { window: { from: 0, to: 10_000 }, size: { width: 512, height: 120 } }));
    const boxes = scene.bars.filter((bar) => bar.lane === "thread-0");
    expect(boxes.length).toBeLessThanOrEqual(251);
    expect(boxes.length).toBeGreaterThan(200);
    expect(boxes.some((bar) => bar.state === "running")).toBe(true);
    // The last one alone is left over.
    expect(boxes.slice(0, -1).every((bar) => bar.merged > 1 && bar.label === "")).toBe(true);
  });

  test("boxes stay between gutter and right edge for every window", () => {
    const lanes = buildLanes(bankTrace());
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 59, noNaN: true }),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (from, length) => {
          const size = { width: 400, height: 400 };
          const scene = layoutTimeline(
            input(lanes, { axis: "steps", window: { from, to: from + length }, size, gutter: 100 }),
          );
          for (const bar of scene.bars) {
            expect(bar.x).toBeGreaterThanOrEqual(100);
            expect(bar.x + bar.width).toBeLessThanOrEqual(400 + 1e-6);
            expect(bar.width).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

describe("hit test", () => {
  test("each drawn box is found at its middle; the axis and the names are told apart", () => {
    const lanes = buildLanes(bankTrace());
    const size = { width: 600, height: 400 };
    const scene = layoutTimeline(input(lanes, { axis: "steps", window: wholeSpan(lanes, "steps"), size, gutter: 100 }));
    for (const box of scene.bars) {
      const hit = hitTest(scene, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
      expect(hit).toEqual({ kind: "bar", box });
    }
    expect(hitTest(scene, { x: 300, y: 5 })).toEqual({ kind: "axis" });
    expect(hitTest(scene, { x: 10, y: 50 })).toMatchObject({ kind: "lane", row: { lane: "cpu-0" } });
    expect(hitTest(scene, { x: 300, y: 399 })).toBeUndefined();
  });
});

describe("flows", () => {
  test("the teller's messages go from its lane to main's, and belong to both", () => {
    const flows = buildFlows(bankTrace());
    expect(flows.map((flow) => [flow.kind, flow.from.lane, flow.to.lane, flow.text])).toEqual([
      ["message", "task-1", "thread-0", "messages of teller"],
      ["message", "task-1", "thread-0", "messages of teller"],
    ]);
    expect(flowsOf(flows, new Set(["task-1"]))).toHaveLength(2);
    expect(flowsOf(flows, new Set(["task-3"]))).toHaveLength(0);
  });

  test("a lock that one task releases and another gets is handed over; the waker's arrow points at the woken", () => {
    const at = { thread: 0, at: 1 };
    const flows = buildFlows(
      smallTrace([
        { kind: "acquire", resource: 0, mode: "exclusive", amount: 1, task: 0, ...at },
        { kind: "release", resource: 0, amount: 1, task: 0, ...at },
        { kind: "acquire", resource: 0, mode: "exclusive", amount: 1, task: 1, ...at },
        { kind: "task-state", to: "ready", wokenBy: 0, task: 1, ...at },
        { kind: "release", resource: 0, amount: 1, task: 1, ...at },
        { kind: "acquire", resource: 0, mode: "exclusive", amount: 1, task: 1, ...at },
      ]),
    );
    expect(flows.map((flow) => [flow.kind, flow.from.lane, flow.from.step, flow.to.lane, flow.to.step])).toEqual([
      ["hand-over", "task-0", 2, "task-1", 3],
      ["wake-up", "task-0", 4, "task-1", 4],
    ]);
  });
});
