// Builds what runs into dist/: one bundle per process or page, and the files that ship as they are. `--production` minifies, `--watch` rebuilds.

import { copyFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { harden } from "./lib/harden/plugin.mjs";
import { thirdPartyNotices } from "./lib/notices.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");
const require = createRequire(import.meta.url);

/** Packages that several bundles need, or that need files beside them: loaded from dist/, where the extension has no node_modules. */
const SHIPPED = { "ts-morph": "./ts-morph.js", "esbuild-wasm": "./esbuild-wasm/lib/main.js" };

/** @type {import("esbuild").Plugin} */
const shipped = {
  name: "shipped",
  setup({ onResolve }) {
    const filter = new RegExp(`^(${Object.keys(SHIPPED).join("|")})$`);
    onResolve({ filter }, ({ path }) => ({ path: SHIPPED[path], external: true }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  logLevel: "warning",
  sourcemap: production ? false : "linked",
  minify: production,
  // Every licence is in THIRD-PARTY-NOTICES.txt instead.
  legalComments: "none",
  metafile: true,
};
const node = { ...common, platform: "node", format: "cjs", target: "node20" };
/** `esbuild` itself is the developer's or the user's own, where there is one; the shipped WebAssembly one is the other way. */
const server = { ...node, external: ["esbuild"], plugins: [shipped] };
/** Libraries that are bundled again with the user's program: what they import is the virtual platform's (server/instrument/platform-modules.ts). */
const platform = {
  ...common,
  platform: "neutral",
  mainFields: ["main"],
  format: "cjs",
  target: "es2022",
  sourcemap: false,
  external: ["events", "buffer", "process/", "abort-controller", "node:util", "node:events", "node:stream"],
};
const browser = { ...common, platform: "browser", format: "iife", target: "es2022" };

/** @type {readonly import("esbuild").BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ["client/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { ...server, entryPoints: ["server/main.ts"], outfile: "dist/server.js" },
  {
    ...server,
    entryPoints: ["server/cli/main.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...server,
    entryPoints: ["server/host/engine-host.ts"],
    outfile: "dist/engine-host.js",
    plugins: [shipped, harden("server/host/engine-host.ts")],
  },
  // Read as text and started from a blob, where a source map could not be found.
  {
    ...browser,
    entryPoints: ["media/worker/main.ts"],
    outfile: "dist/engine-worker.js",
    sourcemap: false,
    plugins: [harden("media/worker/main.ts")],
  },
  {
    ...browser,
    entryPoints: ["media/main.tsx"],
    outfile: "dist/webview/main.js",
    jsx: "automatic",
    jsxImportSource: "preact",
  },
  { ...browser, entryPoints: ["media/style.css"], outfile: "dist/webview/style.css", sourcemap: false },
  { ...platform, entryPoints: ["server/instrument/platform/test-runner.ts"], outfile: "dist/platform/test-runner.js" },
  {
    ...platform,
    entryPoints: ["server/instrument/platform/web-handlers.ts"],
    outfile: "dist/platform/web-handlers.js",
  },
  { ...platform, entryPoints: ["server/instrument/platform/code.ts"], outfile: "dist/platform/code.js" },
  { ...platform, entryPoints: ["server/instrument/platform/fs-streams.ts"], outfile: "dist/platform/fs-streams.js" },
  { ...platform, entryPoints: ["server/instrument/platform/readline.ts"], outfile: "dist/platform/readline.js" },
  {
    ...platform,
    entryPoints: ["server/instrument/platform/stream-consumers.ts"],
    outfile: "dist/platform/stream-consumers.js",
  },
  { ...platform, entryPoints: ["server/instrument/platform/crypto/main.ts"], outfile: "dist/platform/crypto.js" },
  {
    ...platform,
    entryPoints: ["server/instrument/platform/network/main.ts"],
    outfile: "dist/platform/network.js",
  },
  {
    ...platform,
    entryPoints: ["string_decoder/lib/string_decoder.js"],
    outfile: "dist/platform/string_decoder.js",
  },
  { ...platform, entryPoints: ["readable-stream/lib/stream.js"], outfile: "dist/platform/stream.js" },
  {
    ...platform,
    entryPoints: ["web-streams-polyfill/dist/ponyfill.js"],
    outfile: "dist/platform/stream-web.js",
  },
  { ...node, entryPoints: [require.resolve("ts-morph")], outfile: "dist/ts-morph.js", sourcemap: false },
];

/** Files that ship as they are: [from, to]. */
const codicons = dirname(require.resolve("@vscode/codicons/dist/codicon.css"));
const wasm = dirname(require.resolve("esbuild-wasm/package.json"));
const copies = [
  [join(codicons, "codicon.css"), "dist/webview/codicon.css"],
  [join(codicons, "codicon.ttf"), "dist/webview/codicon.ttf"],
  ...[
    "LICENSE.md",
    "bin/esbuild",
    "esbuild.wasm",
    "lib/main.js",
    "package.json",
    "wasm_exec.js",
    "wasm_exec_node.js",
  ].map((file) => [join(wasm, file), `dist/esbuild-wasm/${file}`]),
];

const started = performance.now();
// What an older build left must not ship.
if (production) await rm(join(root, "dist"), { recursive: true, force: true });
for (const [from, to] of copies) {
  await mkdir(join(root, dirname(to)), { recursive: true });
  await copyFile(from, join(root, to));
}
await useOwnNode(join(root, "dist/esbuild-wasm/lib/main.js"));
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
  console.log("watching ...");
} else {
  const results = await Promise.all(bundles.map((options) => build(options)));
  // ts-morph carries TypeScript inside one of its own files.
  const others = ["@vscode/codicons", "esbuild-wasm", "typescript"];
  const notices = thirdPartyNotices(
    root,
    results.map(({ metafile }) => metafile),
    others,
  );
  await writeFile(join(root, "dist", "THIRD-PARTY-NOTICES.txt"), notices);
  for (const { outfile } of bundles) {
    const { size } = await stat(join(root, outfile));
    console.log(`${outfile.padEnd(24)} ${(size / 1024).toFixed(0).padStart(6)} kB`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** esbuild-wasm starts `node` from PATH; inside the editor there may be none, but the program that runs the server is one. */
async function useOwnNode(file) {
  const text = await readFile(file, "utf8");
  const changed = text.replace('return ["node", [', "return [process.execPath, [");
  if (changed === text) throw new Error(`${file} no longer starts "node": look how it starts its process now.`);
  await writeFile(file, changed);
}
