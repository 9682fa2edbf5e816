// `interleave check`: the findings of a project, as text, JSON, SARIF or annotations.

import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { Finding, Problem, Severity } from "#protocol/finding";
import { comparePositions } from "#server/features/diagnostics";
import { isInside, normalPath } from "#server/features/paths";
import type { SuppressedFinding } from "#server/workspace/analysis";
import { type DiskCache, diskCache, usualCacheFolder } from "#server/workspace/cache";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { compareWith, readBaseline, writeBaseline } from "./baseline";
import { changedSince } from "./changed-since";
import type { CheckOptions } from "./check-options";
import { EXIT, type ExitCode, UsageError } from "./exit-codes";
import { githubReport } from "./report-github";
import { jsonReport } from "./report-json";
import { prettyReport } from "./report-pretty";
import { sarifReport } from "./report-sarif";

/** What a report is made from. Paths are absolute; `display` shortens them for a reader. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  /** Silenced by a comment in the source. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly problems: readonly Problem[];
  readonly stats: CheckStats;
  readonly display: (path: string) => string;
  /** The working directory, which displayed paths are relative to. */
  readonly directory: string;
}

export interface CheckStats {
  readonly files: number;
  readonly analysed: number;
  readonly ms: number;
}

const RANK = { error: 3, warning: 2, information: 1 } as const satisfies Record<Severity, number>;

/** @throws UsageError where the command cannot mean anything */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  if (options.confirm) throw new UsageError("`--confirm` is not available in this version.");
  const { baseline: baselineFile } = options;
  if (options.updateBaseline === true && baselineFile === undefined)
    throw new UsageError("`--update-baseline` needs `--baseline <file>`.");
  // Before the work, so that a mistake in it is heard at once.
  const baseline =
    baselineFile === undefined || options.updateBaseline === true ? undefined : readBaseline(baselineFile);
  const changed = options.changedSince === undefined ? undefined : changedSince(options.changedSince, process.cwd());
  const full = await check(paths, options);
  const touched = changed === undefined ? full : { ...full, findings: full.findings.filter(involves(changed)) };
  if (options.updateBaseline === true && baselineFile !== undefined) {
    writeBaseline(baselineFile, touched.findings, displayPath);
    process.stderr.write(`Wrote ${touched.findings.length} findings to ${baselineFile}.\n`);
    return EXIT.ok;
  }
  const compared = baseline === undefined ? undefined : compareWith(baseline, touched.findings, displayPath);
  const report = compared === undefined ? touched : { ...touched, findings: compared.fresh };
  process.stdout.write(formatted(report, options.format));
  // What lies outside of a narrower look is not gone.
  if (compared !== undefined && compared.gone > 0 && changed === undefined)
    process.stderr.write(
      `${compared.gone} of the baseline are no longer found here; \`--update-baseline\` removes them.\n`,
    );
  return report.findings.some(({ severity }) => RANK[severity] >= RANK.warning) ? EXIT.findings : EXIT.ok;
}

async function check(paths: readonly string[], options: CheckOptions): Promise<CheckReport> {
  const started = performance.now();
  const findings = new Map<string, Finding>();
  const suppressed = new Map<string, SuppressedFinding>();
  const problems = new Map<string, Problem>();
  let files = 0;
  let analysed = 0;
  for (const { root, targets, project } of programs(paths, options.project)) {
    const workspace = createWorkspace(root, diskHost(root), {
      ...(project === undefined ? {} : { project }),
      tests: options.tests === true,
      generated: options.generated === true,
      ...cacheOf(root, project, options),
    });
    const result = await workspace.analyze();
    files += result.stats.files;
    analysed += result.stats.analysed;
    const wanted = (finding: Finding): boolean =>
      targets.some((target) => isInside(target, finding.file)) && RANK[finding.severity] >= RANK[options.minSeverity];
    for (const finding of [...result.findings.values()].flat().filter(wanted)) findings.set(keyOf(finding), finding);
    for (const one of result.suppressed) if (wanted(one.finding)) suppressed.set(keyOf(one.finding), one);
    for (const problem of result.problems) problems.set(JSON.stringify(problem), problem);
  }
  if (files === 0) problems.set("nothing", nothingChecked(paths));
  return {
    findings: [...findings.values()].sort(byPlace),
    suppressed: [...suppressed.values()].sort((a, b) => byPlace(a.finding, b.finding)),
    problems: [...problems.values()],
    stats: { files, analysed, ms: Math.round(performance.now() - started) },
    display: displayPath,
    directory: process.cwd(),
  };
}

/** "None found" must not be read as an answer where nothing was asked. */
function nothingChecked(paths: readonly string[]): Problem {
  const message = `Nothing was checked: no tsconfig includes a TypeScript file under ${paths.join(", ")}.`;
  return { severity: "warning", message };
}

function cacheOf(root: string, project: string | undefined, options: CheckOptions): { cache?: DiskCache } {
  const folder = options.cacheLocation === undefined ? usualCacheFolder(root) : resolve(options.cacheLocation);
  const what = JSON.stringify([root, project, options.tests === true, options.generated === true]);
  return options.cache === false || folder === undefined ? {} : { cache: diskCache(folder, what) };
}

interface Program {
  /** Where source is looked for. */
  readonly root: string;
  /** What of it is reported. */
  readonly targets: readonly string[];
  readonly project?: string;
}

/** What to analyse, so that each given path is looked at within its project. */
function programs(paths: readonly string[], project: string | undefined): readonly Program[] {
  const targets = paths.map((path) => existing(path, "There is no file or directory"));
  if (project !== undefined) {
    const file = existing(project, "There is no project file");
    if (statSync(file).isDirectory())
      throw new UsageError(`\`--project\` needs a tsconfig file, and ${project} is a directory.`);
    const root = normalPath(dirname(file));
    // The default path `.` is no wish to see less than the project.
    return [{ root, targets: paths.length === 1 && paths[0] === "." ? [root] : targets, project: file }];
  }
  const byRoot = new Map<string, string[]>();
  for (const target of targets) {
    const root = projectRoot(target);
    byRoot.set(root, [...(byRoot.get(root) ?? []), target]);
  }
  return [...byRoot].map(([root, wanted]) => ({ root, targets: wanted }));
}

function existing(path: string, complaint: string): string {
  const absolute = normalPath(resolve(path));
  if (!existsSync(absolute)) throw new UsageError(`${complaint} ${path}.`);
  return absolute;
}

/** Directories below a given one in which a project is looked for. */
const DEPTH = 4;

/**
 * Where to look from, so that a target is seen within its project: a directory itself where it has a tsconfig or holds projects,
 * else the nearest one above with a tsconfig, or with a package for a file.
 */
function projectRoot(target: string): string {
  const isDirectory = statSync(target).isDirectory();
  if (isDirectory && holdsProject(target, DEPTH)) return target;
  const own = isDirectory ? target : dirname(target);
  for (const marker of isDirectory ? ["tsconfig.json"] : ["tsconfig.json", "package.json"]) {
    for (let directory = own; directory !== dirname(directory); directory = dirname(directory)) {
      if (existsSync(`${directory}/${marker}`)) return directory;
    }
  }
  return own;
}

function holdsProject(directory: string, depth: number): boolean {
  if (existsSync(`${directory}/tsconfig.json`)) return true;
  return depth > 0 && subdirectories(directory).some((below) => holdsProject(below, depth - 1));
}

function subdirectories(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
      .map(({ name }) => `${directory}/${name}`);
  } catch {
    // What cannot be read holds nothing for us.
    return [];
  }
}

function formatted(report: CheckReport, format: CheckOptions["format"]): string {
  switch (format) {
    case "pretty":
      return prettyReport(report, (file) => diskHost(dirname(file)).read(file), useColours());
    case "json":
      return jsonReport(report);
    case "github":
      return githubReport(report);
    case "sarif":
      return sarifReport(report);
  }
}

/** https://no-color.org, and `FORCE_COLOR` for those who pipe into a pager. */
function useColours(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return true;
  return process.stdout.isTTY === true;
}

function displayPath(path: string): string {
  const shown = normalPath(relative(process.cwd(), path));
  return shown.startsWith("../../../") ? path : shown;
}

/** The finding, or something that it is made of, lies in one of these files. */
function involves(files: ReadonlySet<string>): (finding: Finding) => boolean {
  return ({ file, related, paths }) =>
    [file, ...related.map((place) => place.file), ...paths.flat().map((step) => step.file)].some((one) =>
      files.has(one),
    );
}

/** The same place can be reached through two of the given paths. */
function keyOf(finding: Finding): string {
  return JSON.stringify([finding.ruleId, finding.file, finding.range, finding.message]);
}

function byPlace(a: Finding, b: Finding): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : comparePositions(a.range, b.range);
}
