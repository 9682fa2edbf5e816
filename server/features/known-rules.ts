// The rules there are: the ids that the setting `interleave.rules` may name, and what reports say of them.

import type { Severity } from "#protocol/finding";
import { REVIEWS, RULES } from "#server/rules/index";

export interface RuleInfo {
  readonly summary: string;
  readonly severity: Severity;
}

/** What is known of each rule without running it. */
export const RULE_INFO: ReadonlyMap<string, RuleInfo> = new Map(
  [...RULES, ...REVIEWS].map(({ id, summary, severity }) => [id, { summary, severity }]),
);

export const RULE_IDS: ReadonlySet<string> = new Set(RULE_INFO.keys());
