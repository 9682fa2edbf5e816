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
export interface Outcome {
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
  project.outcome = { version, ...own({ findings, suppressed, ...offered(model) }, facts) };
  return { summarised };
}

/** Of the files that belong to other projects only what has to do with this one: the rest is found there. */
function own(outcome: Omit<Outcome, "version">, { plan }: ProjectFacts): Omit<Outcome, "version"> {
  if (plan.neighbours === undefined) return outcome;
  const borrowed = new Set(plan.neighbours.files);
  const isOwn = (finding: Finding): boolean =>
    !borrowed.has(finding.file) ||
    finding.related.some(({ file }) => !borrowed.has(file)) ||
    finding.paths.some((path) => path.some(({ file }) => !borrowed.has(file)));
  return {
    findings: new Map([...outcome.findings].map(([path, list]) => [path, list.filter(isOwn)])),
    suppressed: outcome.suppressed.filter(({ finding }) => isOwn(finding)),
    lenses: new Map([...outcome.lenses].filter(([path]) => !borrowed.has(path))),
    primitives: outcome.primitives.filter(({ file }) => !borrowed.has(file)),
  };
}

/** All that is known of the projects, as far as there is an outcome. `stats` of this run. */
export function resultOf(
  projects: readonly KnownProject[],
  problems: readonly Problem[],
  stats: Omit<AnalysisResult["stats"], "files" | "analysed">,
): AnalysisResult {
  const found = projects.flatMap(({ outcome }) => outcome ?? []);
  const findings = new Map<string, readonly Finding[]>();
  for (const outcome of found)
    for (const [path, list] of outcome.findings) findings.set(path, together(findings.get(path), list));
  return {
    findings,
    lenses: new Map(found.flatMap(({ lenses }) => [...lenses])),
    primitives: found.flatMap(({ primitives }) => primitives),
    suppressed: found.flatMap(({ suppressed }) => suppressed),
    problems: saidOnce([...problems, ...projects.flatMap(problemsOf)]),
    stats: {
      files: projects.reduce((sum, { facts }) => sum + facts.plan.files.length - borrowedIn(facts).length, 0),
      analysed: projects.reduce((sum, { facts }) => sum + analysedIn(facts), 0),
      ...stats,
    },
  };
}

function borrowedIn({ plan }: ProjectFacts): readonly string[] {
  return plan.neighbours?.files ?? [];
}

function analysedIn(facts: ProjectFacts): number {
  const known = facts.facts();
  return known.size - borrowedIn(facts).filter((path) => known.has(path)).length;
}

function problemsOf({ facts }: KnownProject): readonly Problem[] {
  const borrowed = borrowedIn(facts);
  return borrowed.length === 0
    ? facts.problems()
    : facts.problems().filter(({ file }) => file === undefined || !borrowed.includes(file));
}

/** The findings of two projects in one file, each of them once. */
function together(before: readonly Finding[] | undefined, more: readonly Finding[]): readonly Finding[] {
  if (before === undefined) return more;
  const keyOf = ({ ruleId, range: { start } }: Finding): string => `${ruleId} ${start.line}:${start.character}`;
  const known = new Set(before.map(keyOf));
  return [...before, ...more.filter((finding) => !known.has(keyOf(finding)))];
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
