// What `interleave check` can be asked for.

import type { Severity } from "#protocol/finding";

export const CHECK_FORMATS = ["pretty", "json", "github", "sarif"] as const;

export interface CheckOptions {
  readonly project?: string;
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly minSeverity: Severity;
  readonly confirm?: boolean;
  readonly baseline?: string;
}
