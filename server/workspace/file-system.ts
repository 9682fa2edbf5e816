// The workspace's sources as the analysis sees them: unsaved text first, then the disk; and which there are under a root.

import { readdirSync } from "node:fs";
import { dirname } from "node:path";

export interface Sources {
  readonly root: string;
  /** Text of the source as the analysis sees it. */
  read(path: string): string | undefined;
  /** Without reading it. */
  exists(path: string): boolean;
  /** Paths of open files, some of which may not be on the disk. */
  overlaid(): Iterable<string>;
}

interface FoundFiles {
  readonly sources: string[];
  readonly configs: string[];
  readonly settings: string[];
}

/** Source files, tsconfigs and `interleave.json` files under a directory; installed, hidden and built things are not walked. */
export function walk(root: string): FoundFiles {
  const found: FoundFiles = { sources: [], configs: [], settings: [] };
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const entry of entriesOf(directory)) {
      const path = `${directory}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules" && !entry.name.startsWith(".")) pending.push(path);
      } else if (entry.name === "tsconfig.json") found.configs.push(path);
      else if (entry.name === "interleave.json") found.settings.push(path);
      else if (isSource(path)) found.sources.push(path);
    }
  }
  return { sources: found.sources.sort(), configs: found.configs.sort(), settings: found.settings.sort() };
}

/** TypeScript that has code in it, not only declarations. */
export function isSource(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.([\w-]+\.)?[cm]?ts$/.test(path) && !path.includes("/node_modules/");
}

export function nearest(path: string, configs: readonly string[]): string | undefined {
  return configs.filter((config) => path.startsWith(`${dirname(config)}/`)).sort((a, b) => b.length - a.length)[0];
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
