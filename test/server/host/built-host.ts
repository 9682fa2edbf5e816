// The engine host as the build makes it, bundled once into a directory of the test's own.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { harden } from "../../../scripts/lib/harden/plugin.mjs";

/** Path of the bundle. `entry` is relative to the repository. */
export async function buildHost(entry = "server/host/engine-host.ts"): Promise<string> {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const outfile = join(mkdtempSync(join(tmpdir(), "il-host-")), "engine-host.js");
  const bundle = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "error" } as const;
  await build({ ...bundle, absWorkingDir: root, entryPoints: [entry], outfile, plugins: [harden(entry)] });
  return outfile;
}
