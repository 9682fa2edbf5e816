// Runs a TypeScript program of the repository that is no test: bundled, with this Node and the installed packages.

import { spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { root } from "./run.mjs";

/** `entry`: relative to the repository, in a folder of its own. Resolves to the exit code; what it prints is shown. */
export async function runBundled(entry, args, nodeOptions = [], plugins = []) {
  // Not at the top: on a new machine the caller installs the packages first.
  const { build } = await import("esbuild");
  const outfile = join(root, ".cache", `${basename(dirname(entry))}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
    plugins,
  });
  const child = spawn(process.execPath, [...nodeOptions, outfile, ...args], { cwd: root, stdio: "inherit" });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
