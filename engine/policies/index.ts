// The registry of CPU scheduling policies: adding one is its file and its line here.

import type { PolicyId } from "../machine";
import { FCFS } from "./fcfs";
import { MLFQ } from "./mlfq";
import type { PolicyDefinition } from "./policy";
import { PRIORITY } from "./priority";
import { ROUND_ROBIN } from "./round-robin";
import { SJF } from "./sjf";
import { SRTF } from "./srtf";

/** In the order in which a person is offered them. */
export const POLICIES: readonly PolicyDefinition[] = [FCFS, ROUND_ROBIN, SJF, SRTF, PRIORITY, MLFQ];

export function policyById(id: PolicyId): PolicyDefinition | undefined {
  return POLICIES.find((policy) => policy.id === id);
}
