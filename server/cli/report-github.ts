// Findings as annotations of a pull request: workflow commands of GitHub Actions, one a line.

import type { Severity } from "#protocol/finding";
import type { CheckReport } from "./check";

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const COMMANDS = { error: "error", warning: "warning", information: "notice" } as const satisfies Record<
  Severity,
  string
>;

export function githubReport(report: CheckReport): string {
  const lines = report.findings.map((finding) => {
    const { start, end } = finding.range;
    const properties = {
      file: report.display(finding.file),
      line: String(start.line + 1),
      endLine: String(end.line + 1),
      // Columns of an annotation over several lines are refused.
      ...(start.line === end.line ? { col: String(start.character + 1), endColumn: String(end.character + 1) } : {}),
      title: `interleave: ${finding.ruleId}`,
    };
    return command(COMMANDS[finding.severity], properties, finding.message);
  });
  const problems = report.problems.map((problem) =>
    command(
      COMMANDS[problem.severity],
      problem.file === undefined ? {} : { file: report.display(problem.file) },
      problem.message,
    ),
  );
  return [...lines, ...problems].map((line) => `${line}\n`).join("");
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name}${list.length === 0 ? "" : ` ${list.join(",")}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
