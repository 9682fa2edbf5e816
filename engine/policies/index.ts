// The registry of CPU scheduling policies: adding one is its file and its line here.

import type { PolicyId } from "../machine";
import { FCFS } from "./fcfs";
import type { PolicyDefinition } from "./policy";
import { ROUND_ROBIN } from "./round-robin";

/** In the order in which a person is offered them. */
export const POLICIES: readonly PolicyDefinition[] = [FCFS, ROUND_ROBIN];

export function policyById(id: PolicyId): PolicyDefinition | undefined {
  return POLICIES.find((policy) => policy.id === id);
}
