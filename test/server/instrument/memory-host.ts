// Source hosts whose files are given in the test: in memory over an empty directory, or on the disk.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { diskHost, type SourceHost } from "#server/workspace/source-host";

/** Paths are relative to the host's root. */
export type Files = Readonly<Record<string, string>>;

const empty = mkdtempSync(join(tmpdir(), "il-source-"));

export function memoryHost(files: Files): SourceHost {
  return diskHost(empty, new Map(Object.entries(files).map(([path, text]) => [`${empty}/${path}`, text])));
}

/** A directory of its own, for what lists directories or starts programs. */
export function writtenHost(files: Files): SourceHost {
  const root = mkdtempSync(join(tmpdir(), "il-program-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return diskHost(root);
}
