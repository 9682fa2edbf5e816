// What is known on one path through a function that works on shared state, and how paths go on.

import type { Range } from "#protocol/finding";
import type { Tested } from "./shared-facts";
import type { SharedName } from "./shared-names";

export interface Known {
  readonly read: Range;
  readonly tested: Tested;
  /** The await since then. */
  readonly awaited?: Range;
  readonly waitedFor?: boolean;
}

export interface Path {
  readonly known: Map<string, Known>;
  /** Flags that this run has set. */
  readonly set: Map<
    string,
    {
      readonly name: SharedName;
      readonly at: Range;
      readonly counts: boolean;
      readonly checked: boolean;
      /** The handle of the timer that has called the function. */
      readonly timer?: true;
    }
  >;
  /** Local variables that hold what a piece of state was. */
  readonly alias: Map<string, string>;
  /** Something keeps other tasks out. */
  guarded: boolean;
}

export interface Leave {
  readonly path: Path;
  readonly at: Range;
  readonly what: string;
  readonly callee?: string;
}

export interface Flow {
  readonly next: readonly Path[];
  readonly returns: readonly Leave[];
  readonly breaks: readonly Path[];
  readonly continues: readonly Path[];
}

/** Paths that are followed side by side. */
export const MAX_PATHS = 16;

export const NOTHING: Flow = { next: [], returns: [], breaks: [], continues: [] };

export function both(a: Flow, b: Flow): Flow {
  return {
    next: [...a.next, ...b.next],
    returns: [...a.returns, ...b.returns],
    breaks: [...a.breaks, ...b.breaks],
    continues: [...a.continues, ...b.continues],
  };
}

export function copy(path: Path): Path {
  return { known: new Map(path.known), set: new Map(path.set), alias: new Map(path.alias), guarded: path.guarded };
}

export function distinct(paths: readonly Path[]): Path[] {
  const seen = new Map<string, Path>();
  for (const path of paths) {
    const known = [...path.known].map(
      ([key, one]) => `${key}=${one.tested}${one.awaited?.start.line ?? ""}${one.waitedFor === true}`,
    );
    const key = `${known.sort().join()};${[...path.set.keys()].sort().join()};${path.guarded}`;
    if (!seen.has(key)) seen.set(key, path);
  }
  return [...seen.values()].slice(0, MAX_PATHS);
}
