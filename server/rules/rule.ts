// The contract of a rule: a pure function from the program's model to findings.

import type { Finding, Severity } from "#protocol/finding";
import type { FileFacts } from "#server/model/facts";
import type { ProgramModel } from "#server/model/program-model";
import type { Suppression } from "#server/model/suppressions";

export interface Rule {
  /** Also the name of its file, its document and its fixture folder. */
  readonly id: string;
  /** Equals the first line of its document. */
  readonly summary: string;
  readonly severity: Severity;
  check(model: ProgramModel): Iterable<Finding>;
}

/** A rule about what the other rules said of a file. It runs last. */
export interface Review extends Omit<Rule, "check"> {
  /** @param silenced what each comment kept from being reported, by the ids of its rules */
  check(
    file: FileFacts,
    silenced: ReadonlyMap<Suppression, ReadonlySet<string>>,
    ruleIds: ReadonlySet<string>,
  ): Iterable<Finding>;
}
