// The wait-for graph: what is in it, which edges hold when, and that a cycle is drawn as a ring that never moves.

import { describe, expect, test } from "vitest";
import { createTimeline } from "#engine/trace/state-at";
import { activeEdges } from "#media/wait-graph/activity";
import { layoutGraph } from "#media/wait-graph/layout";
import { type UnionGraph, unionGraph } from "#media/wait-graph/union";
import { bankTrace, completedTrace } from "../fixtures/bank";

const measure = (text: string): number => 7 * text.length;
const CYCLE = ["task-3", "resource-1", "task-5", "resource-0"];

describe("union graph", () => {
  test("holds the two tasks and the two locks that were waited for, and no other", () => {
    const graph = unionGraph(bankTrace());
    expect(graph.nodes.map((node) => node.name)).toEqual(["transfer", "audit", "alice.mutex", "bob.mutex"]);
    expect(graph.edges.map((edge) => `${edge.from} ${edge.kind} ${edge.to}`).toSorted()).toEqual([
      "resource-0 held task-3",
      "resource-1 held task-5",
      "task-3 waits resource-1",
      "task-5 waits resource-0",
    ]);
  });

  test("a run in which nobody waits for a lock has none", () => {
    expect(unionGraph(completedTrace())).toEqual({ nodes: [], edges: [] });
  });
});

describe("edges of a step", () => {
  test("come one by one until the cycle is closed", () => {
    const trace = bankTrace();
    const timeline = createTimeline(trace);
    const all = unionGraph(trace).edges.map((edge) => edge.id);
    const active = (step: number): readonly string[] => {
      const now = activeEdges(timeline.at(step));
      return all.filter((id) => now.has(id)).toSorted();
    };
    expect(active(0)).toEqual([]);
    expect(active(28)).toEqual(["resource-0>task-3"]);
    expect(active(45)).toEqual(["resource-0>task-3", "resource-1>task-5"]);
    expect(active(52)).toEqual(["resource-0>task-3", "resource-1>task-5", "task-3>resource-1"]);
    expect(active(57)).toEqual(all.toSorted());
  });
});

describe("layout", () => {
  test("the cycle is a ring: clockwise, neighbours joined by level or upright lines", () => {
    const scene = layoutGraph({ graph: unionGraph(bankTrace()), cycle: CYCLE, width: 600, measure });
    const at = new Map(
      scene.nodes.map((node) => [node.id, { x: node.x + node.width / 2, y: node.y + node.height / 2 }]),
    );
    const [a, b, c, d] = CYCLE.map((id) => at.get(id));
    expect(a?.y).toBe(b?.y);
    expect(b?.x).toBe(c?.x);
    expect(c?.y).toBe(d?.y);
    expect(d?.x).toBe(a?.x);
    for (const edge of scene.edges) {
      const [start, end] = edge.points;
      expect(start?.x === end?.x || start?.y === end?.y).toBe(true);
    }
  });

  test("nodes do not overlap, and all lies within the picture, for rings of one to eight pairs with hangers-on", () => {
    for (let pairs = 1; pairs <= 8; pairs += 1) {
      for (const width of [320, 600, 900]) {
        const { graph, cycle } = philosophers(pairs);
        const scene = layoutGraph({ graph, cycle, width, measure });
        expect(scene.nodes).toHaveLength(graph.nodes.length);
        expect(scene.edges).toHaveLength(graph.edges.length);
        scene.nodes.forEach((node, index) => {
          expect(
            0 <= node.x &&
              0 <= node.y &&
              node.x + node.width <= scene.size.width &&
              node.y + node.height <= scene.size.height,
          ).toBe(true);
          for (const other of scene.nodes.slice(index + 1)) {
            const apart =
              node.x + node.width <= other.x ||
              other.x + other.width <= node.x ||
              node.y + node.height <= other.y ||
              other.y + other.height <= node.y;
            expect(apart).toBe(true);
          }
        });
      }
    }
  });

  test("without a cycle dagre places tasks left of what they wait for, and held edges point back", () => {
    const { graph } = philosophers(2);
    const scene = layoutGraph({ graph, cycle: [], width: 600, measure });
    const x = new Map(scene.nodes.map((node) => [node.id, node.x]));
    expect((x.get("task-0") ?? 0) < (x.get("resource-0") ?? 0)).toBe(true);
    const held = scene.edges.find((edge) => edge.kind === "held");
    expect((held?.points[0]?.x ?? 0) > (held?.points.at(-1)?.x ?? 0)).toBe(true);
  });
});

/** So many tasks that each hold one lock and wait for the next, and one more task that waits for lock 0. */
function philosophers(pairs: number): { readonly graph: UnionGraph; readonly cycle: readonly string[] } {
  const ids = Array.from({ length: pairs }, (_, id) => id);
  const guest = { id: `task-${pairs}`, of: { kind: "task", id: pairs } as const, name: "guest" };
  const nodes = ids.flatMap((id) => [
    { id: `task-${id}`, of: { kind: "task", id } as const, name: `philosopher ${id}` },
    { id: `resource-${id}`, of: { kind: "resource", id } as const, name: `fork ${id}` },
  ]);
  const edges = ids.flatMap((id) => {
    const next = `resource-${(id + 1) % pairs}`;
    return [
      { id: `resource-${id}>task-${id}`, kind: "held" as const, from: `resource-${id}`, to: `task-${id}` },
      { id: `task-${id}>${next}`, kind: "waits" as const, from: `task-${id}`, to: next },
    ];
  });
  const waits = { id: `task-${pairs}>resource-0`, kind: "waits" as const, from: `task-${pairs}`, to: "resource-0" };
  const cycle = ids.flatMap((id) => [`task-${id}`, `resource-${(id + 1) % pairs}`]);
  return { graph: { nodes: [...nodes, guest], edges: [...edges, waits] }, cycle };
}
