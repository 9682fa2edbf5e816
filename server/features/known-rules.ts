// The ids that the setting `interleave.rules` may name.

/** Ids of all rules. */
export const RULE_IDS: ReadonlySet<string> = new Set([
  "nested-acquire",
  "lock-order",
  "unreleased-on-path",
  "unreleased-on-throw",
  "floating-acquire",
]);
