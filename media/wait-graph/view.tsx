// Draws who waits for whom at the present step: the union graph with the edges of this step, a closed cycle in red.

import { useMemo, useRef } from "preact/hooks";
import type { Trace } from "#engine/trace/trace";
import type { Point } from "../geometry/rect";
import { doomedTasks, type Moment } from "../model";
import { resourceIcons } from "../names";
import { useWidth } from "../widgets/use-width";
import { activeEdges, activeNodes } from "./activity";
import { layoutGraph, MOST_NODES, type PlacedEdge, type PlacedNode } from "./layout";
import { type NodeOf, nodeId, type UnionGraph, unionGraph } from "./union";

export interface WaitGraphProps {
  readonly moment: Moment;
  readonly selected: string | undefined;
  readonly measure: (text: string) => number;
  onSelect(node: NodeOf): void;
}

export function WaitGraph({ moment, selected, measure, onSelect }: WaitGraphProps) {
  const { trace, now } = moment;
  const [ref, width] = useWidth<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const graph = useMemo(() => cut(unionGraph(trace), trace), [trace]);
  const cycle = useMemo(() => cycleOf(trace), [trace]);
  // The width counts in coarse steps only, so that a small resize moves nothing.
  const room = Math.round(Math.min(width, 900) / 60) * 60;
  const scene = useMemo(() => layoutGraph({ graph, cycle, width: room, measure }), [graph, cycle, room, measure]);
  if (graph.nodes.length === 0)
    return <p class="nothing">No task had to wait for a lock or for another task in this run.</p>;

  const edges = activeEdges(now);
  const nodes = activeNodes(now);
  const doomed = doomedTasks(now);
  const isDoomed = (of: NodeOf): boolean =>
    of.kind === "task" ? doomed.has(of.id) : now.cycles.some((cycle) => cycle.some((edge) => edge.resource === of.id));
  const doomedIds = new Set(graph.nodes.filter((node) => isDoomed(node.of)).map((node) => node.id));

  const drawn = scene.edges.filter((edge) => edges.has(edge.id));
  const isDoomedEdge = (edge: PlacedEdge): boolean => doomedIds.has(edge.from) && doomedIds.has(edge.to);

  const move = (event: KeyboardEvent, node: PlacedNode): void => {
    const target = neighbour(
      event.code,
      node,
      scene.nodes,
      scene.edges.filter((edge) => edges.has(edge.id)),
    );
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    svg.current?.querySelector<SVGGElement>(`[data-node="${target}"]`)?.focus();
  };

  return (
    <div ref={ref} class="graph">
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG picture cannot be a fieldset. */}
      <svg
        ref={svg}
        viewBox={`0 0 ${scene.size.width} ${scene.size.height}`}
        style={{ maxWidth: `${scene.size.width}px`, width: "100%" }}
        role="group"
        aria-label="Wait-for graph. The table below says the same."
      >
        {drawn.map((edge) => (
          <Line key={edge.id} edge={edge} doomed={isDoomedEdge(edge)} />
        ))}
        {drawn.map((edge) => (
          <Label key={edge.id} edge={edge} doomed={isDoomedEdge(edge)} />
        ))}
        {scene.nodes.map((node, index) => (
          // biome-ignore lint/a11y/useSemanticElements: an SVG group cannot be a <button>.
          <g
            key={node.id}
            class={nodeClass(node, nodes.has(node.id), doomedIds.has(node.id), selected)}
            transform={`translate(${node.x} ${node.y})`}
            role="button"
            tabindex={selected === undefined ? (index === 0 ? 0 : -1) : selected === node.id ? 0 : -1}
            data-node={node.id}
            aria-label={nodeName(node, moment)}
            aria-pressed={selected === node.id}
            onClick={() => onSelect(node.of)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") {
                move(event, node);
                return;
              }
              event.preventDefault();
              event.stopPropagation();
              onSelect(node.of);
            }}
          >
            {doomedIds.has(node.id) ? (
              <rect class="ring" x={-4} y={-4} width={node.width + 8} height={node.height + 8} rx={corner(node) + 4} />
            ) : null}
            <rect class="shape" width={node.width} height={node.height} rx={corner(node)} />
            <foreignObject width={node.width} height={node.height}>
              <div class="node-label">
                <span class={`codicon codicon-${iconOf(node.of, trace)}`} aria-hidden="true" />
                <span class="node-name">{node.name}</span>
              </div>
            </foreignObject>
          </g>
        ))}
      </svg>
      <p class="graph-legend">
        <span class="key key-held">held by</span>
        <span class="key key-waits">waits for</span>
        {0 < doomed.size ? <span class="key key-deadlock">DEADLOCK</span> : null}
      </p>
    </div>
  );
}

/** Node ids of the deadlock cycle that the run ended in: task, what it waits for, who holds that, and so on. */
function cycleOf(trace: Trace): readonly string[] {
  const cycle = trace.outcome.kind === "deadlock" ? trace.outcome.cycle : [];
  const ids = cycle.flatMap((edge) => [
    nodeId({ kind: "task", id: edge.task }),
    ...(edge.resource === undefined ? [] : [nodeId({ kind: "resource", id: edge.resource })]),
  ]);
  return [...new Set(ids)];
}

/** Too large a graph is unreadable: then only the tasks and resources of the deadlock are drawn; the table has all. */
function cut(graph: UnionGraph, trace: Trace): UnionGraph {
  if (graph.nodes.length <= MOST_NODES) return graph;
  const wanted = new Set(cycleOf(trace));
  return {
    nodes: graph.nodes.filter((node) => wanted.has(node.id)),
    edges: graph.edges.filter((edge) => wanted.has(edge.from) && wanted.has(edge.to)),
  };
}

function corner(node: PlacedNode): number {
  return node.of.kind === "task" ? node.height / 2 : 3;
}

function iconOf(of: NodeOf, trace: Trace): string {
  if (of.kind === "task") return "circle-filled";
  const kind = trace.resources.find((it) => it.id === of.id)?.kind;
  return kind === undefined ? "lock" : resourceIcons[kind];
}

function nodeClass(node: PlacedNode, active: boolean, doomed: boolean, selected: string | undefined): string {
  return [
    "node",
    `node-${node.of.kind}`,
    active ? "" : "inactive",
    doomed ? "doomed" : "",
    selected === node.id ? "selected" : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function nodeName(node: PlacedNode, { trace, now }: Moment): string {
  const name = (id: number): string => trace.tasks.find((it) => it.id === id)?.name ?? `task ${id}`;
  if (node.of.kind === "task") {
    const of = node.of;
    const waits = now.waitsFor.filter((edge) => edge.from === of.id).map((edge) => name(edge.to));
    return 0 < waits.length ? `Task ${node.name}, waits for ${waits.join(" and ")}` : `Task ${node.name}`;
  }
  const at = now.resources.find((it) => it.id === node.of.id);
  const holders = at?.holders.map((it) => (it.task === undefined ? "somebody" : name(it.task))) ?? [];
  return 0 < holders.length ? `${node.name}, held by ${holders.join(" and ")}` : `${node.name}, free`;
}

interface EdgeProps {
  readonly edge: PlacedEdge;
  readonly doomed: boolean;
}

function Line({ edge, doomed }: EdgeProps) {
  const last = edge.points.at(-1);
  const before = edge.points.at(-2);
  if (last === undefined || before === undefined) return null;
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const dx = (last.x - before.x) / length;
  const dy = (last.y - before.y) / length;
  const base = { x: last.x - 8 * dx, y: last.y - 8 * dy };
  const head = `${last.x},${last.y} ${base.x - 4.5 * dy},${base.y + 4.5 * dx} ${base.x + 4.5 * dy},${base.y - 4.5 * dx}`;
  return (
    <g class={`edge edge-${edge.kind}${doomed ? " doomed" : ""}`}>
      <path d={smooth([...edge.points.slice(0, -1), base])} />
      <polygon points={head} />
    </g>
  );
}

/** On a plate of its own, over all lines. */
function Label({ edge, doomed }: EdgeProps) {
  return (
    <g class={doomed ? "edge doomed" : "edge"}>
      <rect class="edge-plate" x={edge.label.x - 29} y={edge.label.y - 8} width={58} height={16} rx={2} />
      <text x={edge.label.x} y={edge.label.y + 4} text-anchor="middle">
        {edge.kind === "held" ? "held by" : "waits for"}
      </text>
    </g>
  );
}

/** A curve through the middles between the points, so that bends are round. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    path +=
      next === undefined
        ? ` L${point.x} ${point.y}`
        : ` Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return path;
}

/** Right follows an edge, left goes against it, up and down walk through the nodes in order. */
function neighbour(
  code: string,
  node: PlacedNode,
  nodes: readonly PlacedNode[],
  edges: readonly PlacedEdge[],
): string | undefined {
  const index = nodes.findIndex((it) => it.id === node.id);
  switch (code) {
    case "ArrowRight":
      return edges.find((edge) => edge.from === node.id)?.to;
    case "ArrowLeft":
      return edges.find((edge) => edge.to === node.id)?.from;
    case "ArrowDown":
      return nodes[(index + 1) % nodes.length]?.id;
    case "ArrowUp":
      return nodes[(index - 1 + nodes.length) % nodes.length]?.id;
    default:
      return undefined;
  }
}
