// What an analysis of a workspace gives: findings, the places for code lenses, problems and statistics. Plain data.

import type { UserPrimitive } from "#engine/scenario";
import type { Finding, Problem, Range } from "#protocol/finding";
import type { DiskCache } from "./cache";

/** A place where concurrency is found, so that a simulation can be offered there. */
export interface LensTarget {
  /** The function's name (or its first token); the file's first line for `file`. */
  readonly range: Range;
  /** Name as a person would say it: `transfer`, `Bank.audit`, `main.ts`. */
  readonly name: string;
  readonly kind: "file" | "function";
}

/** A hand-written primitive; `file` is an absolute path, to be turned into a scenario's `FileId` by whoever makes one. */
export type FoundPrimitive = Omit<UserPrimitive, "file"> & { readonly file: string };

export interface SuppressedFinding {
  readonly finding: Finding;
  /** As written in the comment, where it was. */
  readonly reason: string | undefined;
}

export interface AnalysisStats {
  /** Source files of all projects. */
  readonly files: number;
  /** Files that were near enough to a concurrency API to be analysed. */
  readonly analysed: number;
  /** Files lowered to facts by this very call; the rest came from the cache. */
  readonly lowered: number;
  /** Functions summarised by this very call. */
  readonly summarised: number;
  readonly ms: number;
}

export interface AnalysisResult {
  /** By absolute path. A file that was analysed and has none maps to an empty list or is absent. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly lenses: ReadonlyMap<string, readonly LensTarget[]>;
  readonly primitives: readonly FoundPrimitive[];
  /** What a comment in the source kept from being reported. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly problems: readonly Problem[];
  readonly stats: AnalysisStats;
}

export interface AnalyzeOptions {
  /** Asked at every step of the work; where it answers true, `analyze` ends early with the previous result. */
  readonly cancelled?: () => boolean;
  /** `done` of `total` files; called at most once a file. */
  readonly progress?: (done: number, total: number) => void;
  /** Paths of files that somebody looks at: they are done first. */
  readonly open?: ReadonlySet<string>;
  /**
   * Called with a result in which the open files are up to date, where others, all known from before, will be looked at again
   * because something that they import has changed. The promise's result is the one that holds.
   */
  readonly early?: (result: AnalysisResult) => void;
}

export interface WorkspaceOptions {
  /** Report in test files (`*.test.ts`, `test/`, `__tests__/`) too. They are read in any case. */
  readonly tests?: boolean;
  /** Report in generated files too. They are read in any case. */
  readonly generated?: boolean;
  /** Only this tsconfig, by absolute path; otherwise each one under the root is a program of its own. */
  readonly project?: string;
  /** Where the first analysis looks for what an earlier one left, and leaves it for the next. */
  readonly cache?: DiskCache;
}

export interface Workspace {
  readonly root: string;
  /** The file at this absolute path changed: to `text` (open in an editor), or on the disk where `undefined`. */
  update(path: string, text: string | undefined): void;
  /** The file at this absolute path is gone. */
  remove(path: string): void;
  /** Calls are queued, never run side by side. Never rejects for what the source says. */
  analyze(options?: AnalyzeOptions): Promise<AnalysisResult>;
}
