// Findings as SARIF 2.1.0 (OASIS): for code scanning services. Each task's path is a thread flow of one code flow.

import { pathToFileURL } from "node:url";
import type { Finding, Location, PathStep, Problem, Range, Severity } from "#protocol/finding";
import { onlineRuleDocUrl } from "#server/features/rule-docs";
import { RULE_INFO } from "#server/features/known-rules";
import { VERSION } from "#server/version";
import type { CheckReport } from "./check";

const LEVELS = { error: "error", warning: "warning", information: "note" } as const satisfies Record<Severity, string>;

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifReport(report: CheckReport): string {
  const where = (path: string) => artifact(path, report.display(path));
  const ids = [...RULE_INFO.keys()];
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: RULE_INFO.get(id)?.summary ?? id },
    helpUri: onlineRuleDocUrl(id),
    defaultConfiguration: { level: LEVELS[RULE_INFO.get(id)?.severity ?? "warning"] },
  }));
  const result = (finding: Finding, justification?: { readonly text: string | undefined }) => ({
    ruleId: finding.ruleId,
    ruleIndex: ids.indexOf(finding.ruleId),
    level: LEVELS[finding.severity],
    message: { text: [finding.message, ...finding.interleaving].join("\n") },
    locations: [physical(finding, where)],
    relatedLocations: finding.related.map((place) => ({ ...physical(place, where), message: { text: place.message } })),
    ...(finding.paths.length === 0 ? {} : { codeFlows: [codeFlow(finding, where)] }),
    partialFingerprints: { "interleave/v1": finding.fingerprint },
    ...(justification === undefined ? {} : { suppressions: [suppression(justification.text)] }),
  });
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Interleave", semanticVersion: VERSION, informationUri: HOME, rules } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [BASE]: { uri: `${pathToFileURL(report.directory).href.replace(/\/$/, "")}/` } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.problems.map((problem) => notification(problem, where)),
          },
        ],
        results: [
          ...report.findings.map((finding) => result(finding)),
          ...report.suppressed.map(({ finding, reason }) => result(finding, { text: reason })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const HOME = "https://github.com/interleave/interleave";
/** The working directory; relative paths are from there. */
const BASE = "WORKING_DIRECTORY";

type Where = (path: string) => { readonly uri: string; readonly uriBaseId?: string };

function artifact(path: string, display: string): ReturnType<Where> {
  return display === path || display.startsWith("../")
    ? { uri: pathToFileURL(path).href }
    : { uri: display.split("/").map(encodeURIComponent).join("/"), uriBaseId: BASE };
}

function physical(place: Location, where: Where) {
  return { physicalLocation: { artifactLocation: where(place.file), region: region(place.range) } };
}

/** Lines and columns are one-based; the end column is the one after the last character. */
function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function codeFlow(finding: Finding, where: Where) {
  return {
    ...(finding.interleaving.length === 0 ? {} : { message: { text: finding.interleaving.join("\n") } }),
    threadFlows: finding.paths.map((path, task) => ({
      id: `task ${task + 1}`,
      locations: path.map((step: PathStep) => ({
        location: { ...physical(step, where), message: { text: step.message } },
      })),
    })),
  };
}

function suppression(reason: string | undefined) {
  return { kind: "inSource", ...(reason === undefined ? {} : { justification: reason }) };
}

function notification(problem: Problem, where: Where) {
  const { file, range, message, severity } = problem;
  return {
    level: LEVELS[severity],
    message: { text: message },
    ...(file === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: where(file),
                ...(range === undefined ? {} : { region: region(range) }),
              },
            },
          ],
        }),
  };
}
