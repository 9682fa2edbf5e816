// What `interleave check` can be asked for.

import type { Severity } from "#protocol/finding";

export const CHECK_FORMATS = ["pretty", "json", "github", "sarif"] as const;

export interface CheckOptions {
  readonly project?: string;
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly minSeverity: Severity;
  readonly confirm?: boolean;
  /** File of the findings that are known already. */
  readonly baseline?: string;
  /** Write that file anew. */
  readonly updateBaseline?: boolean;
  /** A commit: only findings that touch a file changed since. */
  readonly changedSince?: string;
  /** Report in test files too. */
  readonly tests?: boolean;
  /** Report in generated files too. */
  readonly generated?: boolean;
  /** `false`: all is done anew, and nothing is kept. */
  readonly cache?: boolean;
  /** Folder for what is kept, instead of the usual one. */
  readonly cacheLocation?: string;
}
