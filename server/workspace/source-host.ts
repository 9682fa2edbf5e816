// Where the server reads source from: the disk, with the editor's unsaved text laid over it. Reading never executes anything.

import { readFileSync, statSync } from "node:fs";

export interface SourceHost {
  /** Absolute path with `/`. */
  readonly root: string;
  /** Text of the open document, else of the file; `undefined` where there is none. */
  read(path: string): string | undefined;
  /** There is a file at this path. */
  exists(path: string): boolean;
}

/** The disk under `root`, with `overlay` (absolute path to text) on top. */
export function diskHost(root: string, overlay: ReadonlyMap<string, string> = new Map()): SourceHost {
  return {
    root,
    read(path) {
      const open = overlay.get(path);
      if (open !== undefined) return open;
      try {
        return readFileSync(path, "utf8");
      } catch {
        return undefined;
      }
    },
    exists: (path) => overlay.has(path) || statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  };
}
