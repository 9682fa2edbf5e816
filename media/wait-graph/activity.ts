// Which nodes and edges of the union graph are real at one step.

import type { MachineState } from "#engine/trace/machine-state";
import { edgeId, nodeId } from "./union";

export function activeEdges(now: MachineState): ReadonlySet<string> {
  const active = new Set<string>();
  for (const task of now.tasks) {
    const from = nodeId({ kind: "task", id: task.id });
    if (task.state !== "blocked" || task.wait === undefined) continue;
    if (task.wait.resource !== undefined)
      active.add(edgeId(from, nodeId({ kind: "resource", id: task.wait.resource })));
    for (const other of task.wait.tasks ?? []) active.add(edgeId(from, nodeId({ kind: "task", id: other })));
  }
  for (const resource of now.resources) {
    for (const holder of resource.holders) {
      if (holder.task === undefined) continue;
      active.add(edgeId(nodeId({ kind: "resource", id: resource.id }), nodeId({ kind: "task", id: holder.task })));
    }
  }
  return active;
}

/** Tasks that live and resources that exist. */
export function activeNodes(now: MachineState): ReadonlySet<string> {
  return new Set([
    ...now.tasks
      .filter((it) => it.state !== undefined && it.state !== "terminated")
      .map((it) => nodeId({ kind: "task", id: it.id })),
    ...now.resources.filter((it) => it.exists).map((it) => nodeId({ kind: "resource", id: it.id })),
  ]);
}
