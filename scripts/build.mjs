// Builds every bundle into dist/. One options object per bundle; an error in any of them fails the build.

import { copyFile, mkdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

const common = {
  absWorkingDir: root,
  bundle: true,
  logLevel: "warning",
  sourcemap: production ? false : "linked",
  minify: production,
  legalComments: "none",
};
/** Node bundles. The compiler and the bundler stay packages of their own where they need files beside them. */
const node = { ...common, platform: "node", format: "cjs", target: "node20" };
const browser = { ...common, platform: "browser", target: "es2022" };

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ["client/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { ...node, entryPoints: ["server/main.ts"], outfile: "dist/server.js", external: ["esbuild", "esbuild-wasm"] },
  {
    ...node,
    entryPoints: ["server/cli/main.ts"],
    outfile: "dist/cli.js",
    external: ["esbuild", "esbuild-wasm"],
    banner: { js: "#!/usr/bin/env node" },
  },
  { ...node, entryPoints: ["server/host/engine-host.ts"], outfile: "dist/engine-host.js" },
  {
    ...browser,
    format: "iife",
    entryPoints: ["media/worker/main.ts"],
    outfile: "dist/engine-worker.js",
    sourcemap: false,
  },
  {
    ...browser,
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: ["media/main.tsx"],
    outfile: "dist/webview/main.js",
  },
];

/** Files that ship as they are: [from, to]. */
const require = createRequire(import.meta.url);
const copies = [
  ["media/style.css", "dist/webview/style.css"],
  [require.resolve("@vscode/codicons/dist/codicon.css"), "dist/webview/codicon.css"],
  [require.resolve("@vscode/codicons/dist/codicon.ttf"), "dist/webview/codicon.ttf"],
];

const started = performance.now();
for (const [from, to] of copies) {
  await mkdir(join(root, dirname(to)), { recursive: true });
  await copyFile(from.startsWith("/") ? from : join(root, from), join(root, to));
}
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
  console.log("watching ...");
} else {
  for (const options of bundles) {
    await build(options);
    const { size } = await stat(join(root, options.outfile));
    console.log(`${options.outfile.padEnd(24)} ${(size / 1024).toFixed(0).padStart(6)} kB`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
