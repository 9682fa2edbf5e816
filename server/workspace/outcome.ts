// What is found in one project, and all projects' findings as one result.

import type { Finding, Problem } from "#protocol/finding";
import type { Catalog } from "#server/model/catalog-lookup";
import type { ProgramModel } from "#server/model/program-model";
import { type SummaryCache, summarise } from "#server/model/summarise";
import type { AnalysisResult, FoundPrimitive, LensTarget, SuppressedFinding, WorkspaceOptions } from "./analysis";
import type { Check } from "./give-up";
import { lensesOf } from "./lenses";
import type { ProjectFacts } from "./project-facts";
import { report } from "./report";

/** A project of the workspace, with what is known of it. */
export interface KnownProject {
  readonly facts: ProjectFacts;
  readonly summaries: SummaryCache;
  outcome?: Outcome;
}

/** Holds for the facts of this version. */
interface Outcome {
  readonly version: number;
  readonly findings: AnalysisResult["findings"];
  readonly suppressed: readonly SuppressedFinding[];
  readonly lenses: ReadonlyMap<string, readonly LensTarget[]>;
  readonly primitives: readonly FoundPrimitive[];
}

/** Finds what the project's facts say now; nothing is done where they say the same as before. Yields now and then. */
export function* findOutcome(
  project: KnownProject,
  catalog: Catalog,
  options: WorkspaceOptions,
  wanted: (finding: Finding) => Finding | undefined,
  check: Check,
): Generator<void, { readonly summarised: number }> {
  const { facts, summaries } = project;
  const version = facts.version();
  if (project.outcome?.version === version) return { summarised: 0 };
  const { model, summarised } = yield* summarise(facts.facts(), summaries, catalog, check);
  yield;
  const { findings, suppressed } = report(model, options, wanted, check);
  project.outcome = { version, findings, suppressed, ...offered(model) };
  return { summarised };
}

/** All that is known of the projects, as far as there is an outcome. `stats` of this run. */
export function resultOf(
  projects: readonly KnownProject[],
  problems: readonly Problem[],
  stats: Omit<AnalysisResult["stats"], "files" | "analysed">,
): AnalysisResult {
  const found = projects.flatMap(({ outcome }) => outcome ?? []);
  return {
    findings: new Map(found.flatMap(({ findings }) => [...findings])),
    lenses: new Map(found.flatMap(({ lenses }) => [...lenses])),
    primitives: found.flatMap(({ primitives }) => primitives),
    suppressed: found.flatMap(({ suppressed }) => suppressed),
    problems: saidOnce([...problems, ...projects.flatMap(({ facts }) => facts.problems())]),
    stats: {
      files: projects.reduce((sum, { facts }) => sum + facts.plan.files.length, 0),
      analysed: projects.reduce((sum, { facts }) => sum + facts.facts().size, 0),
      ...stats,
    },
  };
}

function saidOnce(problems: readonly Problem[]): Problem[] {
  const said = new Set<string>();
  return problems.filter(({ once, message }) => once !== true || (!said.has(message) && said.add(message)));
}

/** What can be simulated, and what the simulation must know of it. */
function offered(model: ProgramModel): Pick<Outcome, "lenses" | "primitives"> {
  const lenses = new Map<string, readonly LensTarget[]>();
  const primitives: FoundPrimitive[] = [];
  for (const file of model.files.values()) {
    const targets = lensesOf(file, model);
    if (targets.length > 0) lenses.set(file.file, targets);
    for (const { name, kind, operations, releaser, cls } of file.primitives) {
      // Of those that many may hold at once, or that are many, the machine cannot say who has which.
      const many = kind === "rwlock" || operations.some(({ key, sync }) => key !== undefined || sync === true);
      if (cls === undefined || kind === "rwlock" || many) continue;
      primitives.push({
        file: file.file,
        className: name,
        kind,
        operations: Object.fromEntries(operations.map(({ member, effect }) => [member, effect])),
        releaser,
      });
    }
  }
  return { lenses, primitives };
}
