// Runs the mocha suite inside a real VS Code: `node test/editor/run.mjs [server|desktop]`. See docs/architecture.md, "The editor tests".

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { root } from "../../scripts/lib/run.mjs";
import { main, Stop, say, seconds } from "../../scripts/lib/say.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** Settings of the editor under test: nothing that pops up or asks. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.enabled": false,
  "editor.minimap.enabled": false,
  "git.enabled": false,
  "extensions.ignoreRecommendations": true,
};

await main(async () => {
  const way = process.argv[2] ?? "server";
  if (way !== "server" && way !== "desktop") throw new Stop(`"${way}" is neither "server" nor "desktop".`);
  if (!existsSync(join(root, "dist", "extension.js")))
    throw new Stop("Nothing is built yet: run `npm run build` first.");
  const started = performance.now();
  const tests = await bundleSuite();
  const scratch = await newScratch();
  const workspace = join(scratch, "examples");
  cpSync(join(root, "examples"), workspace, { recursive: true });
  if (way === "desktop") {
    mkdirSync(join(workspace, ".vscode"), { recursive: true });
    writeFileSync(join(workspace, ".vscode", "settings.json"), JSON.stringify(SETTINGS));
  }
  const bridge = join(scratch, "bridge");
  mkdirSync(bridge);
  const results = tail(join(bridge, "results.jsonl"));
  const artifacts = join(root, "test-artifacts");
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });

  let problem;
  try {
    await runTests({
      // Undefined on the desktop way without INTERLEAVE_VSCODE: then test-electron downloads VS Code.
      vscodeExecutablePath: way === "server" ? join(here, "vscode-in-browser.mjs") : process.env.INTERLEAVE_VSCODE,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [workspace],
      extensionTestsEnv: {
        INTERLEAVE_BRIDGE: bridge,
        INTERLEAVE_ARTIFACTS: artifacts,
        INTERLEAVE_OUTSIDE: way === "server" ? "browser" : "none",
        INTERLEAVE_EDITOR_SETTINGS: JSON.stringify(SETTINGS),
      },
    });
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  const { passed, failed, ended } = results.stop();
  if (failed === 0 && problem !== undefined) console.error(`✖ The editor stopped: ${problem}`);
  // A suite that never came to its end, or ran nothing, has failed.
  const bad = failed + (failed === 0 && (problem !== undefined || !ended || passed === 0) ? 1 : 0);
  say(`Editor tests took ${seconds(started)}; pictures and the editor's log are in test-artifacts/`);
  writeFileSync(join(artifacts, "results.json"), JSON.stringify({ passed, failed: bad }));
  console.log(`  ${passed} of ${passed + bad} editor tests passed`);
  return bad === 0 ? 0 : 1;
});

/** One CommonJS bundle a test file, because mocha loads files. */
async function bundleSuite() {
  const outdir = join(root, "out", "editor");
  const suite = join(here, "suite");
  const files = readdirSync(suite).filter((name) => name.endsWith(".ts"));
  await build({
    absWorkingDir: root,
    entryPoints: files.map((name) => join(suite, name)),
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return join(outdir, "index.js");
}

/** A fresh folder inside the project, so that the copied examples find the project's node_modules. */
async function newScratch() {
  const parent = join(root, ".cache", "e2e");
  rmSync(parent, { recursive: true, force: true });
  mkdirSync(parent, { recursive: true });
  return await mkdtemp(join(parent, "run-"));
}

/** Prints the results as they come in. */
function tail(path) {
  let read = 0;
  const seen = { passed: 0, failed: 0, ended: false };
  const look = () => {
    if (!existsSync(path)) return;
    // The part after the last line break may still be being written.
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
    for (const line of lines.slice(read)) report(JSON.parse(line));
    read = lines.length;
  };
  const report = (entry) => {
    if (entry.kind === "end") seen.ended = true;
    else if (entry.kind === "pass") {
      seen.passed += 1;
      console.log(`  ✓ ${entry.title} (${entry.ms} ms)`);
    } else {
      seen.failed += 1;
      console.log(`  ✗ ${entry.title}\n      ${entry.error.replaceAll("\n", "\n      ")}`);
    }
  };
  const timer = setInterval(look, 100);
  return {
    stop() {
      clearInterval(timer);
      look();
      return seen;
    },
  };
}
