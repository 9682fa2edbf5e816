// Outcomes made comparable where a cycle of waits may begin at any of its tasks.

import type { CycleEdge, Outcome } from "#engine/trace/trace";

/** A cycle begins anywhere. */
export function unrotated(outcome: Outcome): unknown {
  if (outcome.kind !== "deadlock") return outcome;
  const edges = (cycle: readonly CycleEdge[]) => [...cycle].sort((one, other) => one.task - other.task);
  return { ...outcome, cycle: edges(outcome.cycle) };
}
