// `npm run bench [subject] [paths]`: bundles test/bench/main.ts and runs it in this Node. Prints ratios; never a test.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outfile = join(root, ".cache", "bench.mjs");
// What is measured in processes of its own is what ships.
const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--production"], { stdio: "ignore" });
if (built.status !== 0) throw new Error("The build failed: `npm run build` says why.");
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
const subject = process.argv.slice(2);
process.exitCode = spawnSync(process.execPath, [outfile, ...subject], { stdio: "inherit", cwd: root }).status ?? 1;
