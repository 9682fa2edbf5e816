// A workspace: the source under one root, kept up to date, and its analysis.

import { CATALOG } from "#engine/catalog/index";
import type { Finding, Problem } from "#protocol/finding";
import { BUILT_IN, type Catalog, createCatalog } from "#server/model/catalog-lookup";
import type { ProgramModel } from "#server/model/program-model";
import { newSummaryCache, type SummaryCache, summarise } from "#server/model/summarise";
import type {
  AnalysisResult,
  AnalyzeOptions,
  FoundPrimitive,
  LensTarget,
  SuppressedFinding,
  Workspace,
  WorkspaceOptions,
} from "./analysis";
import { isSource, type Sources, walk } from "./file-system";
import { type FolderRules, folderSettings } from "./folder-rules";
import { lensesOf } from "./lenses";
import { createProjectFacts, type ProjectFacts } from "./project-facts";
import { planProjects } from "./projects";
import { report } from "./report";
import { isSaved, keyOf, revived, saved } from "./saved-analysis";
import type { SourceHost } from "./source-host";
import { readUserCatalog, USER_CATALOG_FILE, type UserEntries } from "./user-catalog";

interface OwnSettings extends Omit<UserEntries, "rules"> {
  readonly folders: readonly FolderRules[];
}

/** Milliseconds of work after which others get their turn. */
const SLICE = 15;

export function createWorkspace(root: string, host: SourceHost, options: WorkspaceOptions = {}): Workspace {
  const overlay = new Map<string, string>();
  const removed = new Set<string>();
  const changed = new Set<string>();
  const caches = new Map<string, { facts: ProjectFacts; summaries: SummaryCache }>();
  let replan = true;
  let own: OwnSettings = { entries: [], problems: [], folders: [] };
  let catalog: Catalog = BUILT_IN;
  let queue: Promise<unknown> = Promise.resolve();
  let last: AnalysisResult | undefined;
  /** What an earlier analysis left was taken over, as far as it is still true. */
  let restored = false;
  /** The first whole analysis was left on the disk. */
  let kept = false;
  /** Nothing is looked for on the disk any more. */
  let forgetful = options.cache === undefined;
  const sources: Sources = {
    root,
    read: (path) => (removed.has(path) ? undefined : (overlay.get(path) ?? host.read(path))),
    exists: (path) => !removed.has(path) && (overlay.has(path) || host.exists(path)),
    overlaid: () => overlay.keys(),
  };

  /** What the `interleave.json` files under the root say, outer ones first. */
  const readFolders = (): OwnSettings => {
    const overlaid = [...sources.overlaid()].filter((path) => path.endsWith(`/${USER_CATALOG_FILE}`)).map(folderOf);
    const folders = [...new Set([root, ...walk(root).settings.map(folderOf), ...overlaid])].sort();
    const all = folders.map((folder) => readUserCatalog(folder, sources.read));
    return {
      entries: all.flatMap(({ entries }) => entries),
      problems: all.flatMap(({ problems }) => problems),
      folders: all.flatMap(({ rules }) => (rules === undefined ? [] : [rules])),
    };
  };

  const projects = (): { facts: ProjectFacts; summaries: SummaryCache }[] => {
    if (replan) {
      const said = readFolders();
      if (JSON.stringify(said) !== JSON.stringify(own)) {
        // Everything was read with other entries in mind.
        caches.clear();
        own = said;
        catalog = said.entries.length === 0 ? BUILT_IN : createCatalog([...said.entries, ...CATALOG]);
      }
      const plans = planProjects(sources, options.project);
      const current = new Map(
        plans.map((plan) => {
          const key = plan.config ?? "";
          const known = caches.get(key);
          const same = known !== undefined && JSON.stringify(known.facts.plan) === JSON.stringify(plan);
          return [
            key,
            same ? known : { facts: createProjectFacts(plan, sources, catalog), summaries: newSummaryCache() },
          ] as const;
        }),
      );
      caches.clear();
      for (const [key, value] of current) caches.set(key, value);
      replan = false;
    }
    return [...caches.values()];
  };

  const touch = (path: string, existed: boolean): void => {
    changed.add(path);
    const exists = sources.exists(path);
    if (
      path.endsWith(".json") ||
      existed !== exists ||
      (isSource(path) && ![...caches.values()].some(({ facts }) => facts.plan.files.includes(path)))
    )
      replan = true;
  };

  const key = (): string => keyOf(options, [catalog.names, CATALOG, own]);

  /** What an earlier analysis left. @returns its result, where nothing has changed since */
  const recall = (active: ReturnType<typeof projects>): AnalysisResult | undefined => {
    const found = options.cache?.load(key());
    if (!isSaved(found)) return undefined;
    restored = true;
    const snapshots = new Map(found.projects);
    const whole = active.map(({ facts }) => {
      const snapshot = snapshots.get(facts.plan.config ?? "");
      return snapshot !== undefined && facts.restore(snapshot);
    });
    return whole.every((one) => one) && snapshots.size === active.length ? revived(found.result) : undefined;
  };

  const analyze = async (asked: AnalyzeOptions): Promise<AnalysisResult> => {
    try {
      return await attempt(asked);
    } catch (error) {
      if (!restored) throw error;
      // What was on the disk was not what it seemed to be.
      restored = false;
      forgetful = true;
      caches.clear();
      replan = true;
      return attempt(asked);
    }
  };

  const attempt = async ({ cancelled, progress }: AnalyzeOptions): Promise<AnalysisResult> => {
    const started = performance.now();
    const pause = pauser(cancelled);
    const findings = new Map<string, readonly Finding[]>();
    const lenses = new Map<string, readonly LensTarget[]>();
    const primitives: FoundPrimitive[] = [];
    const suppressed: SuppressedFinding[] = [];
    const problems: Problem[] = [];
    const stats = { files: 0, analysed: 0, lowered: 0, summarised: 0 };
    const active = projects();
    problems.push(...own.problems);
    if (!forgetful) {
      forgetful = true;
      const known = recall(active);
      if (known !== undefined) {
        last = { ...known, stats: { ...known.stats, ms: Math.round(performance.now() - started) } };
        changed.clear();
        return last;
      }
    }
    const paths = [...changed];
    changed.clear();
    for (const { facts } of active) facts.changed(paths.filter((path) => facts.plan.files.includes(path)));
    const total = active.reduce((sum, { facts }) => sum + facts.plan.files.length, 0);
    let done = 0;
    for (const { facts, summaries } of active) {
      const refresh = facts.refresh();
      for (let step = refresh.next(); ; step = refresh.next()) {
        if (step.done === true) {
          stats.lowered += step.value.lowered;
          break;
        }
        progress?.(Math.min(++done, total), total);
        if (!(await pause())) return last ?? emptyResult();
      }
      const summary = summarise(facts.facts(), summaries, catalog);
      for (let step = summary.next(); ; step = summary.next()) {
        if (step.done === true) {
          stats.summarised += step.value.summarised;
          const reported = report(step.value.model, options, folderSettings(own.folders));
          for (const [path, list] of reported.findings) findings.set(path, list);
          suppressed.push(...reported.suppressed);
          offer(step.value.model, lenses, primitives);
          break;
        }
        if (!(await pause())) return last ?? emptyResult();
      }
      stats.files += facts.plan.files.length;
      stats.analysed += facts.facts().size;
      problems.push(...facts.problems());
    }
    last = {
      findings,
      lenses,
      primitives,
      suppressed,
      problems: saidOnce(problems),
      stats: { ...stats, ms: Math.round(performance.now() - started) },
    };
    if (!kept) {
      kept = true;
      options.cache?.store(key(), saved(caches, last));
    }
    return last;
  };

  return {
    root,
    update(path, text) {
      const existed = sources.exists(path);
      removed.delete(path);
      if (text === undefined) overlay.delete(path);
      else overlay.set(path, text);
      touch(path, existed);
    },
    remove(path) {
      const existed = sources.exists(path);
      overlay.delete(path);
      removed.add(path);
      touch(path, existed);
    },
    analyze(analyzeOptions = {}) {
      const result = queue.then(() => analyze(analyzeOptions));
      queue = result.catch(() => undefined);
      return result;
    },
  };
}

function saidOnce(problems: readonly Problem[]): Problem[] {
  const said = new Set<string>();
  return problems.filter(({ once, message }) => once !== true || (!said.has(message) && said.add(message)));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** What can be simulated, and what the simulation must know of it. */
function offer(model: ProgramModel, lenses: Map<string, readonly LensTarget[]>, primitives: FoundPrimitive[]): void {
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
}

/** Lets others run now and then; answers false once the work is not wanted any more. */
function pauser(cancelled: (() => boolean) | undefined): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since > SLICE) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    return cancelled?.() !== true;
  };
}

function emptyResult(): AnalysisResult {
  return {
    findings: new Map(),
    lenses: new Map(),
    primitives: [],
    suppressed: [],
    problems: [],
    stats: { files: 0, analysed: 0, lowered: 0, summarised: 0, ms: 0 },
  };
}
