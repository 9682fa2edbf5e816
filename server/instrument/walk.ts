// What the instrumentation's concerns share while they walk one file.

import type { ts } from "ts-morph";
import { PROBE_NAME } from "#engine/runtime/abi";
import type { Assumption, SiteKind } from "#engine/scenario";
import type { Edits } from "./edits";
import type { FileSites } from "./file-sites";
import type { SuspendableFile } from "./suspendable";

/** The function that the walk is in. */
export interface EnclosingFunction {
  readonly name: string;
  readonly async: boolean;
  /** The code here may stop in the middle, since it is, or becomes, a generator. */
  readonly suspendable: boolean;
}

export interface Walk {
  readonly source: ts.SourceFile;
  readonly edits: Edits;
  readonly sites: FileSites;
  readonly file: FileFacts;
  readonly fn: EnclosingFunction;
  /** Inside a statement whose whole cost a `@cost` gives: statements of its own cost nothing. */
  readonly costed: boolean;
  /** Calls that the code around them awaits on the spot. */
  readonly awaited: Set<ts.Node>;
  /** Walks a node and everything in it. */
  visit(node: ts.Node, walk: Walk): void;
}

/** What is known of a file before the walk. */
export interface FileFacts {
  readonly key: string;
  /** `/workspace/src/main.ts` */
  readonly virtualPath: string;
  /** Local names that an import or `require` binds. */
  readonly imported: ReadonlyMap<string, string>;
  /** Functions that can reach themselves, judged by names. */
  readonly recursive: ReadonlySet<ts.Node>;
  /** Whether a comment says anywhere what a function gives in a simulation. */
  readonly simulated: boolean;
  /** Class name to its index in `Scenario.primitives`. */
  readonly primitives: ReadonlyMap<string, number>;
  /** Names declared in this file that would otherwise mean something of the module system. */
  readonly declares: ReadonlySet<string>;
  readonly workers: WorkerSites;
  /** Absent where no function of the program touches shared memory. */
  readonly suspendable?: SuspendableFile;
  /** Notes something that the simulation takes for granted at a site. */
  assume(kind: Assumption["kind"], message: string, site: string): void;
}

export interface ResolvedEntry {
  /** Absolute, on the disk. */
  readonly path: string;
  readonly virtualPath: string;
}

/** Collects the worker entries that a file names. */
export interface WorkerSites {
  /** Absolute path of the file itself. */
  readonly self: string;
  /** Resolves a path that user code gives to `Worker` or `fork`; `undefined` where there is no such file. */
  resolve(specifier: string): ResolvedEntry | undefined;
  found(reference: WorkerReference): void;
}

export type WorkerReference =
  /** `path` is absolute on the disk. */
  | { readonly kind: "file"; readonly path: string }
  /** A file that a library's threads ask for by its path; `here`: the thread that starts them does, too. */
  | { readonly kind: "handler"; readonly path: string; readonly here: boolean }
  | { readonly kind: "eval"; readonly source: string; readonly start: number; readonly end: number }
  | { readonly kind: "unresolved"; readonly text: string; readonly start: number; readonly end: number };

/** Text of a call of a probe. */
export function probe(name: string, ...args: readonly string[]): string {
  return `${PROBE_NAME}.${name}(${args.join(",")})`;
}

/** Registers the site of a node, without the trivia before it. */
export function siteOf(walk: Walk, kind: SiteKind, node: ts.Node, label: string, end = node.getEnd()): string {
  return walk.sites.add(kind, node.getStart(walk.source), end, walk.fn.name, label);
}

/** Puts `before` and `after` around a node, with whatever `inside` does between. */
export function wrap(walk: Walk, node: ts.Node, before: string, after: string, inside: () => void): void {
  walk.edits.insert(node.getStart(walk.source), before);
  inside();
  walk.edits.insert(node.getEnd(), after);
}
