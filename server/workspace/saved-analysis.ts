// An analysis as it is kept on the disk, and back: the facts of each project, and the result for the case that nothing has changed.

import { statSync } from "node:fs";
import { VERSION } from "#server/version";
import type { AnalysisResult, WorkspaceOptions } from "./analysis";
import { hashOf } from "./prefilter";
import type { ProjectFacts, ProjectSnapshot } from "./project-facts";

/** Plain JSON. */
export interface SavedAnalysis {
  /** By the path of the tsconfig, empty for files without. */
  readonly projects: readonly (readonly [string, ProjectSnapshot])[];
  readonly result: SavedResult;
}

type SavedResult = Omit<AnalysisResult, "findings" | "lenses"> & {
  readonly findings: readonly (readonly [
    string,
    AnalysisResult["findings"] extends ReadonlyMap<string, infer T> ? T : never,
  ])[];
  readonly lenses: readonly (readonly [
    string,
    AnalysisResult["lenses"] extends ReadonlyMap<string, infer T> ? T : never,
  ])[];
};

/**
 * Changes with all that an answer depends on besides the source: this program, the libraries that it knows, what is asked.
 * @param knowledge what the user's own files add to the catalog and the rules
 */
export function keyOf(options: WorkspaceOptions, knowledge: unknown): string {
  return hashOf(JSON.stringify([VERSION, buildStamp(), knowledge, options.tests, options.generated]));
}

export function saved(projects: ReadonlyMap<string, { facts: ProjectFacts }>, result: AnalysisResult): SavedAnalysis {
  return {
    projects: [...projects].map(([config, { facts }]) => [config, facts.snapshot()]),
    result: { ...result, findings: [...result.findings], lenses: [...result.lenses] },
  };
}

export function revived({ findings, lenses, stats, ...rest }: SavedResult): AnalysisResult {
  return {
    ...rest,
    findings: new Map(findings),
    lenses: new Map(lenses),
    stats: { ...stats, lowered: 0, summarised: 0 },
  };
}

/** It has the outer form of what `saved` gives; the rest is found out by use. */
export function isSaved(value: unknown): value is SavedAnalysis {
  if (typeof value !== "object" || value === null || !("projects" in value) || !("result" in value)) return false;
  const { projects, result } = value;
  if (!Array.isArray(projects) || typeof result !== "object" || result === null) return false;
  const lists = ["findings", "lenses", "primitives", "suppressed", "problems"];
  return "stats" in result && lists.every((name) => Array.isArray(Reflect.get(result, name)));
}

/** Two builds of one version are two programs. */
function buildStamp(): string {
  const { mtimeMs, size } = statSync(__filename, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs}:${size}`;
}
