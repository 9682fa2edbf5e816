// `interleave check` with what an earlier run left on the disk: nothing has changed since, or one file has.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { measured, type Usage } from "./measured";

export interface CachedCheck {
  readonly unchanged: Usage;
  /** Absent where the project is not a copy of ours, whose files may be changed. */
  readonly changed?: { readonly usage: Usage; readonly file: string };
}

/** @param check the command without what it says of its cache */
export function cachedChecks(check: readonly string[], directory: string): CachedCheck {
  const folder = mkdtempSync(join(tmpdir(), "interleave-bench-"));
  try {
    const cached = [...check, "--cache-location", folder];
    measured(cached, directory);
    const unchanged = measured(cached, directory);
    if (!directory.startsWith(join(process.cwd(), ".cache") + sep)) return { unchanged };
    const file = middleFile(directory);
    return { unchanged, changed: { usage: withChange(file, () => measured(cached, directory)), file } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The one in the middle of all, in alphabetical order: neither the best case nor the worst. */
function middleFile(directory: string): string {
  const files = readdirSync(join(directory, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .sort();
  return join(directory, "src", files[Math.floor(files.length / 2)] ?? "");
}

/** What others can see of the file changes too. */
function withChange<T>(file: string, run: () => T): T {
  const before = readFileSync(file, "utf8");
  writeFileSync(file, `${before}\nexport async function addedForTheBenchmark(): Promise<number> {\n  return 1;\n}\n`);
  try {
    return run();
  } finally {
    writeFileSync(file, before);
  }
}
