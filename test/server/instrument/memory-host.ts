// A source host whose files are given in the test, over a directory that is otherwise empty.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskHost, type SourceHost } from "#server/workspace/source-host";

const empty = mkdtempSync(join(tmpdir(), "il-source-"));

/** Paths are relative to the host's root. */
export function memoryHost(files: Readonly<Record<string, string>>): SourceHost {
  return diskHost(empty, new Map(Object.entries(files).map(([path, text]) => [`${empty}/${path}`, text])));
}
