// The contract of a rule: a pure function from the program's model to findings.

import type { Finding, Severity } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";

export interface Rule {
  /** Also the name of its file, its document and its fixture folder. */
  readonly id: string;
  /** Equals the first line of its document. */
  readonly summary: string;
  readonly severity: Severity;
  check(model: ProgramModel): Iterable<Finding>;
}
