// Places the union graph of a run once, so that nothing jumps from step to step: a deadlock's cycle as a ring, all else by dagre below it.
//
// Two tasks and two locks in a cycle:      transfer -waits for-> bob.mutex
//                                              ^                     |
//                                           held by               held by
//                                              |                     v
//                                        alice.mutex <-waits for-  audit

import { Graph, type GraphLabel, layout, type NodeLabel } from "@dagrejs/dagre";
import type { Point, Rect, Size } from "../geometry/rect";
import type { UnionEdge, UnionGraph, UnionNode } from "./union";

export const NODE_HEIGHT = 32;
/** With more nodes only the table and, if there is one, the cycle are drawn. */
export const MOST_NODES = 24;

const LABEL = { width: 62, height: 16 };
const GAP = { x: 96, y: 52 };
const MARGIN = 10;
/** Distance between the two lines where a pair of nodes has edges both ways. */
const APART = 16;

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

export interface GraphInput {
  readonly graph: UnionGraph;
  /** Ids of the nodes of a cycle, in its order; empty where there is none. */
  readonly cycle: readonly string[];
  readonly width: number;
  readonly measure: (text: string) => number;
}

export function layoutGraph({ graph, cycle, width, measure }: GraphInput): GraphScene {
  const size = (node: UnionNode): Size => ({
    width: Math.min(Math.ceil(measure(node.name)) + 46, 190),
    height: NODE_HEIGHT,
  });
  const ringNodes = cycle.flatMap((id) => graph.nodes.find((node) => node.id === id) ?? []);
  const ring = placeRing(ringNodes, width, size);
  const inRing = new Set(cycle);
  const rest: UnionGraph = {
    nodes: graph.nodes.filter((node) => !inRing.has(node.id)),
    edges: graph.edges.filter((edge) => !inRing.has(edge.from) && !inRing.has(edge.to)),
  };
  const below = placeRest(rest, ring.length === 0 ? 0 : bottom(ring) + GAP.y - MARGIN, size);
  const nodes = [...ring, ...below.nodes];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const drawn = new Map(below.edges.map((edge) => [edge.id, edge]));
  const pairs = new Set(graph.edges.map((edge) => `${edge.from}>${edge.to}`));
  const edges = graph.edges.flatMap((edge): readonly PlacedEdge[] => {
    const routed = drawn.get(edge.id);
    if (routed !== undefined) return [routed];
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (from === undefined || to === undefined) return [];
    return [{ ...edge, ...straight(from, to, pairs.has(`${edge.to}>${edge.from}`) ? APART / 2 : 0) }];
  });
  const right = Math.max(
    0,
    ...nodes.map((node) => node.x + node.width),
    ...edges.flatMap((edge) => edge.points.map((it) => it.x)),
  );
  return { size: { width: Math.ceil(right + MARGIN), height: Math.ceil(bottom(nodes) + MARGIN) }, nodes, edges };
}

function bottom(nodes: readonly Rect[]): number {
  return Math.max(0, ...nodes.map((node) => node.y + node.height));
}

/** Clockwise on the rim of a grid with as many columns as fit, so that each edge of the cycle joins neighbours. */
function placeRing(nodes: readonly UnionNode[], width: number, size: (node: UnionNode) => Size): readonly PlacedNode[] {
  if (nodes.length === 0) return [];
  const widest = Math.max(...nodes.map((node) => size(node).width));
  const fitting = Math.max(2, Math.floor((width - 2 * MARGIN + GAP.x) / (widest + GAP.x)));
  const columns = nodes.length <= 2 ? nodes.length : Math.min(fitting, Math.ceil(nodes.length / 2));
  const rows = nodes.length <= 2 ? 1 : Math.max(2, Math.ceil((nodes.length - 2 * columns) / 2) + 2);
  const cells = rim(columns, rows);
  return nodes.flatMap((node, index) => {
    const cell = cells[index];
    if (cell === undefined) return [];
    const own = size(node);
    const x = MARGIN + cell.x * (widest + GAP.x) + (widest - own.width) / 2;
    return [{ ...node, ...own, x, y: MARGIN + cell.y * (NODE_HEIGHT + GAP.y) }];
  });
}

/** Cells on the rim of a grid, clockwise from the top left. */
function rim(columns: number, rows: number): readonly Point[] {
  const cells: Point[] = [];
  for (let x = 0; x < columns; x += 1) cells.push({ x, y: 0 });
  for (let y = 1; y < rows; y += 1) cells.push({ x: columns - 1, y });
  if (1 < rows) for (let x = columns - 2; 0 <= x; x -= 1) cells.push({ x, y: rows - 1 });
  if (1 < columns) for (let y = rows - 2; 0 < y; y -= 1) cells.push({ x: 0, y });
  return cells;
}

/** Tasks on the left, what they wait for on the right. */
function placeRest(
  graph: UnionGraph,
  top: number,
  size: (node: UnionNode) => Size,
): Pick<GraphScene, "nodes" | "edges"> {
  if (graph.nodes.length === 0) return { nodes: [], edges: [] };
  const drawing = new Graph<GraphLabel, NodeLabel>({ multigraph: true });
  drawing.setGraph({ rankdir: "LR", nodesep: 18, edgesep: 14, ranksep: 24, marginx: MARGIN, marginy: MARGIN });
  for (const node of graph.nodes) drawing.setNode(node.id, { ...size(node) });
  // A lock's holder is drawn from the lock to the task, but both kinds are laid out from left to right.
  const ends = (edge: UnionEdge): readonly [string, string] =>
    edge.kind === "held" ? [edge.to, edge.from] : [edge.from, edge.to];
  for (const edge of graph.edges) drawing.setEdge(...ends(edge), { ...LABEL, labelpos: "c" }, edge.id);
  layout(drawing);
  const down = (point: Point): Point => ({ x: point.x, y: point.y + top });
  const nodes = graph.nodes.map((node) => {
    const { x = 0, y = 0, width, height } = drawing.node(node.id);
    return { ...node, ...down({ x: x - width / 2, y: y - height / 2 }), width, height };
  });
  const edges = graph.edges.map((edge) => {
    const { points = [], x = 0, y = 0 } = drawing.edge(...ends(edge), edge.id);
    const way = points.map(down);
    return { ...edge, points: edge.kind === "held" ? way.reverse() : way, label: down({ x, y }) };
  });
  return { nodes, edges };
}

/** A line from border to border, moved `aside` to its own left. */
function straight(from: Rect, to: Rect, aside: number): Pick<PlacedEdge, "points" | "label"> {
  const a = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const b = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const shift = { x: (aside * (b.y - a.y)) / length, y: (-aside * (b.x - a.x)) / length };
  const start = add(border(from, a, b), shift);
  const end = add(border(to, b, a), shift);
  return { points: [start, end], label: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } };
}

function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

/** Where the line from the centre of `rect` towards `other` leaves it, with a little room for the deadlock's ring. */
function border(rect: Rect, centre: Point, other: Point): Point {
  const dx = other.x - centre.x;
  const dy = other.y - centre.y;
  const room = 5;
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : (rect.width / 2 + room) / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : (rect.height / 2 + room) / Math.abs(dy),
  );
  return Number.isFinite(scale) ? { x: centre.x + dx * scale, y: centre.y + dy * scale } : centre;
}
