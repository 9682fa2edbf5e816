// Findings for a person at a terminal: the message, and the code of both paths that collide.

import picocolors from "picocolors";
import type { Finding, Location, PathStep, Problem, Severity } from "#protocol/finding";
import { ruleDocUrl } from "#server/features/rule-docs";
import type { CheckReport } from "./check";
import { codeFrame, terminalText } from "./code-frame";

type Colours = ReturnType<typeof picocolors.createColors>;

/** @param read text of a file, for its code frames */
export function prettyReport(
  report: CheckReport,
  read: (file: string) => string | undefined,
  coloured: boolean,
): string {
  const colours = picocolors.createColors(coloured);
  const texts = new Map<string, string | undefined>();
  const source = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, read(file));
    return texts.get(file);
  };
  const context: Context = { colours, display: report.display, source };
  const parts = report.findings.map((finding) => findingText(finding, context));
  for (const problem of report.problems) parts.push(problemText(problem, context));
  parts.push(summary(report, colours));
  return `${parts.join("\n\n")}\n`;
}

interface Context {
  readonly colours: Colours;
  readonly display: (path: string) => string;
  readonly source: (file: string) => string | undefined;
}

function findingText(finding: Finding, context: Context): string {
  const { colours } = context;
  const lines = [
    `${colours.bold(place(finding, context))} ${severityText(finding.severity, colours)} ${colours.dim(finding.ruleId)}`,
    indent(terminalText(finding.message), 2),
  ];
  const shown = frame(finding, context);
  if (shown.length > 0) lines.push("", ...shown);
  if (finding.paths.length > 0) {
    finding.paths.forEach((path, index) => {
      lines.push("", ...pathText(path, index, finding.paths.length, context));
    });
  } else {
    for (const related of finding.related)
      lines.push("", `  ${place(related, context)} ${terminalText(related.message)}`, ...frame(related, context));
  }
  if (finding.interleaving.length > 0) {
    lines.push("", "  One interleaving:");
    finding.interleaving.forEach((step, index) => {
      lines.push(`    ${index + 1}. ${terminalText(step)}`);
    });
  }
  for (const fix of finding.fixes) lines.push("", `  Fix in the editor: ${terminalText(fix.title)}`);
  lines.push("", `  ${colours.dim(ruleDocUrl(finding.ruleId))}`);
  return lines.join("\n");
}

/** The call chain of one task; the code of its last step, where it waits or leaks. */
function pathText(path: readonly PathStep[], index: number, count: number, context: Context): string[] {
  const lines = [`  ${context.colours.bold(count === 1 ? "Path" : `Path ${index + 1}`)}`];
  for (const step of path) lines.push(`    ${place(step, context)} ${terminalText(step.message)}`);
  const last = path.at(-1);
  if (last !== undefined) lines.push(...frame(last, context));
  return lines;
}

function problemText(problem: Problem, context: Context): string {
  const where =
    problem.file === undefined
      ? ""
      : `${problem.range === undefined ? context.display(problem.file) : place({ file: problem.file, range: problem.range }, context)} `;
  return `${context.colours.bold(where)}${severityText(problem.severity, context.colours)} ${terminalText(problem.message)}`;
}

function summary({ findings, suppressed, stats }: CheckReport, colours: Colours): string {
  const silenced = suppressed.length === 0 ? "" : `, ${suppressed.length} silenced by comments`;
  const time = `${stats.files} ${stats.files === 1 ? "file" : "files"}, ${(stats.ms / 1000).toFixed(1)} s${silenced}`;
  if (findings.length === 0) return `None found in ${time}.`;
  const counts = (["error", "warning", "information"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 || severity === "information" ? "" : "s"}`];
  });
  return `${colours.bold(counts.join(", "))} in ${time}.`;
}

function severityText(severity: Severity, colours: Colours): string {
  switch (severity) {
    case "error":
      return colours.red(severity);
    case "warning":
      return colours.yellow(severity);
    case "information":
      return colours.cyan(severity);
  }
}

/** One-based, as editors and compilers print it. */
function place({ file, range }: Location, context: Context): string {
  return `${context.display(file)}:${range.start.line + 1}:${range.start.character + 1}`;
}

/** No line where the source cannot be read. */
function frame(location: Location, { source, colours }: Context): readonly string[] {
  const text = source(location.file);
  const shown = text === undefined ? "" : codeFrame(text, location.range, colours);
  return shown === "" ? [] : [indent(shown, 4)];
}

function indent(text: string, by: number): string {
  const margin = " ".repeat(by);
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : margin + line))
    .join("\n");
}
