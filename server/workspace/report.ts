// The rules' findings on a program, less what is silenced by a comment or lies in files that are not reported.

import type { Finding } from "#protocol/finding";
import type { FileFacts } from "#server/model/facts";
import type { ProgramModel } from "#server/model/program-model";
import type { Suppression } from "#server/model/suppressions";
import { REVIEWS, RULES } from "#server/rules/index";
import type { SuppressedFinding, WorkspaceOptions } from "./analysis";
import type { Check } from "./give-up";

export interface Reported {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly suppressed: readonly SuppressedFinding[];
}

/** @param wanted the finding as its folder's settings want it, if at all */
export function report(
  model: ProgramModel,
  options: WorkspaceOptions,
  wanted: (finding: Finding) => Finding | undefined,
  check: Check,
): Reported {
  const findings = new Map<string, Finding[]>();
  const suppressed: SuppressedFinding[] = [];
  const silenced = new Map<Suppression, Set<string>>();
  const isReported = (file: FileFacts | undefined): boolean =>
    (options.tests === true || file?.test !== true) && (options.generated === true || file?.generated !== true);

  const add = (found: Finding): void => {
    // Which comments are needed does not depend on what a folder wants to hear of.
    const finding = wanted(found) ?? found;
    const unwanted = wanted(found) === undefined;
    const file = model.files.get(finding.file);
    if (!isReported(file)) return;
    const comment = file?.suppressions.findLast((one) => silences(one, finding));
    if (comment === undefined) {
      if (unwanted) return;
      const list = findings.get(finding.file);
      if (list === undefined) findings.set(finding.file, [finding]);
      else list.push(finding);
      return;
    }
    if (!unwanted) suppressed.push({ finding, reason: comment.reason });
    const rules = silenced.get(comment) ?? new Set<string>();
    silenced.set(comment, rules.add(finding.ruleId));
  };

  for (const rule of RULES) {
    check();
    for (const finding of rule.check(model)) {
      add(finding);
      check();
    }
  }
  const ids = new Set([...RULES, ...REVIEWS].map(({ id }) => id));
  for (const file of model.files.values()) {
    if (file.suppressions.length === 0) continue;
    for (const review of REVIEWS) for (const finding of review.check(file, silenced, ids)) add(finding);
  }
  for (const list of findings.values()) list.sort(byPosition);
  return { findings, suppressed };
}

/** The comment about a rule does not silence the complaint about itself, unless it names that. */
function silences(comment: Suppression, { range, ruleId }: Finding): boolean {
  const { line } = range.start;
  if (line < comment.from || comment.to < line) return false;
  if (comment.rules.length > 0) return comment.rules.includes(ruleId);
  return !REVIEWS.some(({ id }) => id === ruleId);
}

function byPosition(a: Finding, b: Finding): number {
  return (
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    (a.ruleId < b.ruleId ? -1 : 1)
  );
}
