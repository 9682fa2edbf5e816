// All that ever waited or was waited for in a run: the nodes and edges among which the wait-for graph of each step is a choice.

import type { ResourceId, TaskId, Trace } from "#engine/trace/trace";

export type NodeOf =
  | { readonly kind: "task"; readonly id: TaskId }
  | { readonly kind: "resource"; readonly id: ResourceId };

export interface UnionNode {
  /** `task-3`, `resource-0`. */
  readonly id: string;
  readonly of: NodeOf;
  readonly name: string;
}

/** `waits`: task to what it waits for. `held`: resource to the task that holds it. Both point at what must move first. */
export interface UnionEdge {
  /** `task-3>resource-0`. */
  readonly id: string;
  readonly kind: "waits" | "held";
  readonly from: string;
  readonly to: string;
}

export interface UnionGraph {
  readonly nodes: readonly UnionNode[];
  readonly edges: readonly UnionEdge[];
}

export function nodeId(of: NodeOf): string {
  return `${of.kind}-${of.id}`;
}

export function edgeId(from: string, to: string): string {
  return `${from}>${to}`;
}

/** Only what somebody had to wait for is in it: a lock that was always free explains nothing. */
export function unionGraph(trace: Trace): UnionGraph {
  const edges = new Map<string, UnionEdge>();
  const contended = new Set<ResourceId>();
  const add = (kind: UnionEdge["kind"], from: string, to: string): void => {
    const id = edgeId(from, to);
    edges.set(id, { id, kind, from, to });
  };
  for (const event of trace.events) {
    if (event.kind !== "task-state" || event.task === undefined || event.wait === undefined) continue;
    const from = nodeId({ kind: "task", id: event.task });
    const { resource, tasks } = event.wait;
    if (resource !== undefined) {
      contended.add(resource);
      add("waits", from, nodeId({ kind: "resource", id: resource }));
    }
    for (const task of tasks ?? []) add("waits", from, nodeId({ kind: "task", id: task }));
  }
  for (const event of trace.events) {
    if (event.kind !== "acquire" || event.task === undefined || !contended.has(event.resource)) continue;
    add("held", nodeId({ kind: "resource", id: event.resource }), nodeId({ kind: "task", id: event.task }));
  }
  const used = new Set([...edges.values()].flatMap((edge) => [edge.from, edge.to]));
  const nodes = [
    ...trace.tasks.map((it) => ({ of: { kind: "task", id: it.id } as const, name: it.name })),
    ...trace.resources.map((it) => ({ of: { kind: "resource", id: it.id } as const, name: it.name })),
  ]
    .map((node) => ({ ...node, id: nodeId(node.of) }))
    .filter((node) => used.has(node.id));
  return { nodes, edges: [...edges.values()] };
}
