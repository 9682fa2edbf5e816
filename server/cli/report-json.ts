// Findings as JSON for other programs. The format is stable: fields are added, never changed, without a new `version`.

import type { Finding, Problem, Range } from "#protocol/finding";
import type { CheckReport } from "./check";

export function jsonReport(report: CheckReport): string {
  const { display } = report;
  const value = {
    version: 1,
    findings: report.findings.map((finding) => findingJson(finding, display)),
    suppressed: report.suppressed.map(({ finding, reason }) => ({
      ruleId: finding.ruleId,
      file: display(finding.file),
      range: rangeJson(finding.range),
      fingerprint: finding.fingerprint,
      reason: reason ?? null,
    })),
    problems: report.problems.map((problem) => problemJson(problem, display)),
    stats: report.stats,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Lines and characters are zero-based; files are relative to the working directory where they lie near it. */
function findingJson(finding: Finding, display: (path: string) => string) {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: finding.message,
    file: display(finding.file),
    range: rangeJson(finding.range),
    related: finding.related.map(({ message, file, range }) => ({
      message,
      file: display(file),
      range: rangeJson(range),
    })),
    paths: finding.paths.map((path) =>
      path.map(({ message, file, range }) => ({ message, file: display(file), range: rangeJson(range) })),
    ),
    interleaving: finding.interleaving,
    identity: finding.identity,
    fingerprint: finding.fingerprint,
    // Filled by `--confirm`.
    confirmed: null,
    fix: finding.fixes.length > 0,
  };
}

function problemJson(problem: Problem, display: (path: string) => string) {
  return {
    severity: problem.severity,
    message: problem.message,
    ...(problem.file === undefined ? {} : { file: display(problem.file) }),
    ...(problem.range === undefined ? {} : { range: rangeJson(problem.range) }),
  };
}

function rangeJson({ start, end }: Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
