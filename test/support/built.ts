// The command line and its language server, bundled from the present source for tests that start them as processes.

import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

export const repository = resolve(__dirname, "../..");

/**
 * Path of a fresh bundle of `server/cli/main.ts` with its engine host beside it. Packages stay outside: they are the same.
 * In a folder of its own for each test process, so that two of them never write the same file.
 */
export async function builtCli(): Promise<string> {
  const folder = join(repository, ".cache", "test-cli", String(process.pid));
  await build({
    absWorkingDir: repository,
    entryPoints: { cli: "server/cli/main.ts", "engine-host": "server/host/engine-host.ts" },
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    logLevel: "error",
  });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "cli.js");
}
