// Runs a program of several TypeScript files on real Node, to compare what it prints with what the simulated machine says.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** Lines that `main.ts` and its workers print. Each file that another starts as a worker is bundled by itself. */
export function realNode(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), "il-real-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    for (const name of Object.keys(files)) {
      const outfile = join(folder, name.replace(/\.ts$/, ".mjs"));
      const common = { bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "silent" } as const;
      const built = buildSync({ ...common, entryPoints: [join(folder, name)], write: false });
      writeFileSync(outfile, (built.outputFiles[0]?.text ?? "").replaceAll(/\.ts"/g, '.mjs"'));
    }
    const printed = execFileSync(process.execPath, [join(folder, "main.mjs")], { encoding: "utf8", timeout: 60_000 });
    return printed.trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
