// The registry of CPU scheduling policies: adding one is its file and its line here.

import type { PolicyId } from "../machine";
import { FAIR } from "./fair";
import { FCFS } from "./fcfs";
import { LOTTERY } from "./lottery";
import { MLFQ } from "./mlfq";
import type { PolicyDefinition } from "./policy";
import { PRIORITY } from "./priority";
import { ROUND_ROBIN } from "./round-robin";
import { SJF } from "./sjf";
import { SRTF } from "./srtf";
import { STRIDE } from "./stride";

/** In the order in which a person is offered them. */
export const POLICIES: readonly PolicyDefinition[] = [
  FCFS,
  ROUND_ROBIN,
  SJF,
  SRTF,
  PRIORITY,
  MLFQ,
  FAIR,
  LOTTERY,
  STRIDE,
];

export function policyById(id: PolicyId): PolicyDefinition | undefined {
  return POLICIES.find((policy) => policy.id === id);
}
