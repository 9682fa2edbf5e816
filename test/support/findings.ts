// Findings and analysis results for tests that need some.

import type { Finding, Position, Range } from "#protocol/finding";
import type { AnalysisResult, LensTarget } from "#server/workspace/analysis";

export function range(line: number, character: number, length: number): Range {
  return { start: { line, character }, end: { line, character: character + length } };
}

export function at(line: number, character: number): Position {
  return { line, character };
}

export function finding(change: Partial<Finding> = {}): Finding {
  return {
    ruleId: "lock-order",
    severity: "warning",
    message: "Two tasks take the locks in opposite orders; take them in one order.",
    file: "/bank/transfer.ts",
    range: range(12, 26, 20),
    related: [{ message: "the other order", file: "/bank/audit.ts", range: range(8, 11, 5) }],
    paths: [],
    interleaving: [],
    identity: "may",
    fixes: [],
    fingerprint: "f1",
    ...change,
  };
}

export function analysis(
  findings: readonly Finding[],
  lenses: Readonly<Record<string, readonly LensTarget[]>> = {},
): AnalysisResult {
  const byFile = new Map<string, Finding[]>();
  for (const one of findings) byFile.set(one.file, [...(byFile.get(one.file) ?? []), one]);
  return {
    findings: byFile,
    lenses: new Map(Object.entries(lenses)),
    primitives: [],
    suppressed: [],
    problems: [],
    stats: { files: 5, analysed: 5, lowered: 5, summarised: 5, ms: 1 },
  };
}
