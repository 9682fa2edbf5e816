// The ids that the setting `interleave.rules` may name.

import { RULES } from "#server/rules/index";

export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
