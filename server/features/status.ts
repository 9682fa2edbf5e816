// What the editor's status item is told.

import type { StatusParams } from "#protocol/server";
import type { AnalysisResult } from "#server/workspace/analysis";

/** @param counts findings of each result under its folder's settings */
export function statusOf(
  analysing: boolean,
  failure: string | undefined,
  results: readonly AnalysisResult[],
  counts: number,
): StatusParams {
  const problems = results.flatMap((result) => result.problems);
  const files = results.reduce((sum, result) => sum + result.stats.files, 0);
  if (analysing) return { state: "analysing", files, findings: counts, problems };
  if (failure !== undefined) {
    const problem = { severity: "error", message: failure } as const;
    return { state: "failed", files, findings: counts, problems: [problem, ...problems] };
  }
  return { state: "idle", files, findings: counts, problems };
}
