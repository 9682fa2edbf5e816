// A workspace: the source under one root, kept up to date, and its analysis.

import { CATALOG } from "#engine/catalog/index";
import { BUILT_IN, type Catalog, createCatalog } from "#server/model/catalog-lookup";
import { newSummaryCache } from "#server/model/summarise";
import type { AnalysisResult, AnalyzeOptions, Workspace, WorkspaceOptions } from "./analysis";
import { isSource, type Sources, walk } from "./file-system";
import { type FolderRules, folderSettings } from "./folder-rules";
import { type Check, checkOf, GivenUp } from "./give-up";
import { findOutcome, type KnownProject, resultOf } from "./outcome";
import { createProjectFacts } from "./project-facts";
import { planProjects } from "./projects";
import { isSaved, keyOf, restore, saved } from "./saved-analysis";
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
  const caches = new Map<string, KnownProject>();
  let replan = true;
  let own: OwnSettings = { entries: [], problems: [], folders: [] };
  let catalog: Catalog = BUILT_IN;
  let queue: Promise<unknown> = Promise.resolve();
  let last: AnalysisResult | undefined;
  /** What an earlier analysis left was taken over, as far as it is still true. */
  let restored = false;
  /** Editions of the projects' facts that were left on the disk. */
  let kept = "";
  /** An analysis goes on, or was given up: facts and findings do not belong together. */
  let busy = false;
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

  const projects = (): KnownProject[] => {
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

  /** Takes over what an earlier analysis left, as far as it is still true. */
  const recall = (active: readonly KnownProject[]): void => {
    const found = options.cache?.load(key());
    if (!isSaved(found)) return;
    restored = true;
    for (const project of active) {
      const left = found.projects.find(({ config }) => config === (project.facts.plan.config ?? ""));
      if (left !== undefined) restore(project, left);
    }
  };

  const analyze = async (asked: AnalyzeOptions): Promise<AnalysisResult> => {
    try {
      return await attempt(asked);
    } catch (error) {
      if (error instanceof GivenUp) return last ?? resultOf([], [], { lowered: 0, summarised: 0, ms: 0 });
      if (!restored) throw error;
      // What was on the disk was not what it seemed to be.
      restored = false;
      forgetful = true;
      caches.clear();
      replan = true;
      return analyze(asked);
    }
  };

  const attempt = async ({ cancelled, progress, open, early }: AnalyzeOptions): Promise<AnalysisResult> => {
    const started = performance.now();
    busy = true;
    const check = checkOf(cancelled);
    const pause = pauser(check);
    const active = projects();
    if (!forgetful) {
      forgetful = true;
      recall(active);
    }
    const paths = [...changed];
    changed.clear();
    for (const { facts } of active) facts.changed(paths.filter((path) => facts.plan.files.includes(path)));
    const total = active.reduce((sum, { facts }) => sum + facts.plan.files.length, 0);
    let done = 0;
    const stats = { lowered: 0, summarised: 0 };
    const now = () => resultOf(active, own.problems, { ...stats, ms: Math.round(performance.now() - started) });
    const find = async (project: KnownProject): Promise<void> => {
      const finding = findOutcome(project, catalog, options, folderSettings(own.folders), check);
      for (let step = finding.next(); ; step = finding.next()) {
        if (step.done === true) {
          stats.summarised += step.value.summarised;
          return;
        }
        await pause();
      }
    };
    for (const project of active) {
      const refresh = project.facts.refresh(check, open);
      for (let step = refresh.next(); ; step = refresh.next()) {
        if (step.done === true) {
          stats.lowered += step.value.lowered;
          break;
        }
        if (step.value === "file") progress?.(Math.min(++done, total), total);
        else if (early !== undefined && active.every((one) => one === project || one.outcome !== undefined)) {
          await find(project);
          early(now());
        }
        await pause();
      }
      await find(project);
    }
    last = now();
    busy = false;
    const editions = active.map(({ facts }) => facts.edition()).join();
    if (/[1-9]/.test(editions) && editions !== kept) {
      kept = editions;
      // Where another analysis has begun it will be kept after that, or not at all.
      options.cache?.store(key(), () => {
        if (!busy) return saved(caches);
        kept = "";
        return undefined;
      });
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

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Lets others run now and then. */
function pauser(check: Check): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since > SLICE) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    check();
  };
}
