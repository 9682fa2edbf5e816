// An analysis as it is kept on the disk, and back: of each project its facts, and what was found in them.

import { statSync } from "node:fs";
import { VERSION } from "#server/version";
import type { Finding } from "#protocol/finding";
import type { LensTarget, WorkspaceOptions } from "./analysis";
import type { KnownProject, Outcome } from "./outcome";
import { hashOf } from "./prefilter";
import type { ProjectSnapshot } from "./project-facts";

/** Plain JSON. */
export interface SavedAnalysis {
  readonly projects: readonly SavedProject[];
}

interface SavedProject {
  /** Path of the tsconfig, empty for files without. */
  readonly config: string;
  readonly facts: ProjectSnapshot;
  readonly outcome: SavedOutcome;
}

type SavedOutcome = Omit<Outcome, "version" | "findings" | "lenses"> & {
  readonly findings: readonly (readonly [string, readonly Finding[]])[];
  readonly lenses: readonly (readonly [string, readonly LensTarget[]])[];
};

/**
 * Changes with all that an answer depends on besides the source: this program, the libraries that it knows, what is asked.
 * @param knowledge what the user's own files add to the catalog and the rules
 */
export function keyOf(options: WorkspaceOptions, knowledge: unknown): string {
  return hashOf(JSON.stringify([VERSION, buildStamp(), knowledge, options.tests, options.generated]));
}

/** Projects without an outcome are left out. */
export function saved(projects: ReadonlyMap<string, KnownProject>): SavedAnalysis {
  return {
    projects: [...projects].flatMap(([config, { facts, outcome }]) => {
      if (outcome === undefined) return [];
      const { version: _, findings, lenses, ...rest } = outcome;
      const kept = { ...rest, findings: [...findings], lenses: [...lenses] };
      return [{ config, facts: facts.snapshot(), outcome: kept }];
    }),
  };
}

/** Takes over what is still true of what was kept. */
export function restore(project: KnownProject, { facts, outcome }: SavedProject): void {
  if (!project.facts.restore(facts)) return;
  const { findings, lenses, ...rest } = outcome;
  project.outcome = {
    ...rest,
    version: project.facts.version(),
    findings: new Map(findings),
    lenses: new Map(lenses),
  };
}

/** It has the outer form of what `saved` gives; the rest is found out by use. */
export function isSaved(value: unknown): value is SavedAnalysis {
  if (typeof value !== "object" || value === null || !("projects" in value) || !Array.isArray(value.projects))
    return false;
  const lists = ["findings", "lenses", "primitives", "suppressed"];
  return value.projects.every((one: unknown) => {
    const outcome: unknown = typeof one === "object" && one !== null ? Reflect.get(one, "outcome") : undefined;
    return (
      typeof outcome === "object" &&
      outcome !== null &&
      lists.every((name) => Array.isArray(Reflect.get(outcome, name)))
    );
  });
}

/** Two builds of one version are two programs. */
function buildStamp(): string {
  const { mtimeMs, size } = statSync(__filename, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs}:${size}`;
}
