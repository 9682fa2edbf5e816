// Findings as diagnostics: which are shown under the user's settings, and what an editor is told of each.

import { createHash } from "node:crypto";
import type { Finding, Range, Severity } from "#protocol/finding";
import type { InterleaveSettings } from "#protocol/settings";
import type { AnalysisResult } from "#server/workspace/analysis";
import { ruleDocUrl } from "./rule-docs";

/** The name that stands behind every message; other extensions filter by it. */
export const DIAGNOSTIC_SOURCE = "interleave";

/** As the Language Server Protocol numbers them. */
const SEVERITY_NUMBERS = { error: 1, warning: 2, information: 3 } as const satisfies Record<Severity, number>;

/** The protocol's diagnostic, in the part that is used. */
export interface EditorDiagnostic {
  range: Range;
  severity: (typeof SEVERITY_NUMBERS)[Severity];
  code: string;
  codeDescription: { href: string };
  source: string;
  message: string;
  relatedInformation: { location: { uri: string; range: Range }; message: string }[];
  /** Binds a quick fix to its finding. */
  data: { fingerprint: string };
}

/** What is reported of a file, with the severities that the user chose. Ordered by place. */
export function visibleFindings(
  result: AnalysisResult,
  file: string,
  settings: InterleaveSettings,
): readonly Finding[] {
  if (!settings.enable) return [];
  const shown: Finding[] = [];
  for (const finding of result.findings.get(file) ?? []) {
    const severity = settings.rules[finding.ruleId] ?? finding.severity;
    if (severity !== "off") shown.push(severity === finding.severity ? finding : { ...finding, severity });
  }
  return shown.sort((a, b) => comparePositions(a.range, b.range) || compareText(a.ruleId, b.ruleId));
}

/** @param uriOf address of a file, as the client knows it */
export function toDiagnostic(finding: Finding, uriOf: (path: string) => string): EditorDiagnostic {
  return {
    range: finding.range,
    severity: SEVERITY_NUMBERS[finding.severity],
    code: finding.ruleId,
    codeDescription: { href: ruleDocUrl(finding.ruleId) },
    source: DIAGNOSTIC_SOURCE,
    message: withInterleaving(finding),
    relatedInformation: finding.related.map((place) => ({
      location: { uri: uriOf(place.file), range: place.range },
      message: place.message,
    })),
    data: { fingerprint: finding.fingerprint },
  };
}

/** Equal for equal diagnostics: what a client sends back to hear `unchanged`. */
export function resultId(diagnostics: readonly EditorDiagnostic[]): string {
  return createHash("sha1").update(JSON.stringify(diagnostics)).digest("base64url").slice(0, 16);
}

export function comparePositions(a: Range, b: Range): number {
  return a.start.line - b.start.line || a.start.character - b.start.character;
}

function withInterleaving(finding: Finding): string {
  if (finding.interleaving.length === 0) return finding.message;
  const steps = finding.interleaving.map((step, index) => `  ${index + 1}. ${step}`);
  return [finding.message, ...steps].join("\n");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
