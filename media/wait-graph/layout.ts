// Places the union graph of a run once, tasks on the left and what they wait for on the right, so that nothing jumps from step to step.

import { Graph, layout } from "@dagrejs/dagre";
import type { Point, Rect, Size } from "../geometry/rect";
import type { UnionEdge, UnionGraph, UnionNode } from "./union";

export const NODE_HEIGHT = 32;
/** With more nodes only the table and, if there is one, the cycle are drawn. */
export const MOST_NODES = 24;

export interface PlacedNode extends UnionNode, Rect {}

export interface PlacedEdge extends UnionEdge {
  /** From the border of `from` to the border of `to`. */
  readonly points: readonly Point[];
  readonly label: Point;
}

export interface GraphScene {
  readonly size: Size;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export function layoutGraph(graph: UnionGraph, width: number, measure: (text: string) => number): GraphScene {
  const drawing = new Graph({ multigraph: true });
  const longest = Math.max(0, ...graph.nodes.map((node) => measure(node.name)));
  const room = Math.max(90, width - 2 * Math.min(longest + 44, 170) - 70);
  drawing.setGraph({
    rankdir: "LR",
    nodesep: 26,
    edgesep: 14,
    ranksep: Math.min(60, room / 3),
    marginx: 8,
    marginy: 10,
  });
  for (const node of graph.nodes) {
    drawing.setNode(node.id, { width: Math.min(measure(node.name) + 44, 190), height: NODE_HEIGHT });
  }
  for (const edge of graph.edges) {
    // A lock's holder is drawn from the lock to the task, but both kinds are laid out from left to right.
    const [v, w] = edge.kind === "held" ? [edge.to, edge.from] : [edge.from, edge.to];
    drawing.setEdge(v, w, { width: 62, height: 16, labelpos: "c" }, edge.id);
  }
  layout(drawing);
  const nodes = graph.nodes.map((node) => {
    const { x, y, width, height } = drawing.node(node.id);
    return { ...node, x: x - width / 2, y: y - height / 2, width, height };
  });
  const edges = graph.edges.map((edge) => {
    const [v, w] = edge.kind === "held" ? [edge.to, edge.from] : [edge.from, edge.to];
    const placed = drawing.edge(v, w, edge.id);
    const points: readonly Point[] = placed.points ?? [];
    const label = { x: placed.x ?? 0, y: placed.y ?? 0 };
    return { ...edge, points: edge.kind === "held" ? [...points].reverse() : points, label };
  });
  const whole = drawing.graph();
  return { size: { width: Math.ceil(whole.width ?? 0), height: Math.ceil(whole.height ?? 0) }, nodes, edges };
}
