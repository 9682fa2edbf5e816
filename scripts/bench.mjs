// `npm run bench`: bundles test/bench/main.ts and runs it in this Node. Prints ratios; never a test.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outfile = join(root, ".cache", "bench.mjs");
await build({
  absWorkingDir: root,
  entryPoints: ["test/bench/main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "error",
});
process.exitCode = spawnSync(process.execPath, [outfile], { stdio: "inherit" }).status ?? 1;
