// The registry: one line a rule, strongest first. On one acquire, an earlier rule of the same family hides a later one.

import { escapingSection } from "./escaping-section";
import { floatingAcquire } from "./floating-acquire";
import { lockPerCall } from "./lock-per-call";
import { lockOrder } from "./lock-order";
import { nestedAcquire } from "./nested-acquire";
import { neverSettled } from "./never-settled";
import type { Review, Rule } from "./rule";
import { unreleasedOnPath } from "./unreleased-on-path";
import { unreleasedOnThrow } from "./unreleased-on-throw";
import { unusedSuppression } from "./unused-suppression";

export const RULES: readonly Rule[] = [
  nestedAcquire,
  floatingAcquire,
  unreleasedOnPath,
  unreleasedOnThrow,
  escapingSection,
  lockPerCall,
  lockOrder,
  neverSettled,
];

export const REVIEWS: readonly Review[] = [unusedSuppression];
