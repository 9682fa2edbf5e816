// `npm test`: installs what is missing, then runs every check there is. A failing stage does not hide the results of the others.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bin, root, run } from "./lib/run.mjs";
import { main, say, seconds } from "./lib/say.mjs";
import { checkNode, ensureChromium, ensurePackages } from "./lib/setup.mjs";
import { ensureServer } from "./lib/vscode-server.mjs";

const results = join(root, ".cache", "results");
const node = process.execPath;
const vitest = (name, ...args) => {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${join(results, `${name}.json`)}`];
  return [node, bin("vitest/vitest.mjs"), "run", ...reporters, ...args];
};
const editorResults = join(root, "test-artifacts", "results.json");

/** `check` is the short way: what can be known without packing and without an editor. */
const quick = process.argv.includes("--quick");

/** In this order: tests of the language server and the command line run what the build made. */
const stages = [
  { name: "types", command: [node, bin("typescript/bin/tsc"), "-b"] },
  { name: "lint", command: [node, bin("@biomejs/biome/bin/biome"), "lint", "--error-on-warnings"] },
  { name: "format", command: [node, bin("@biomejs/biome/bin/biome"), "format"] },
  { name: "build", command: [node, join(root, "scripts", "build.mjs")] },
  { name: "unit", command: vitest("unit"), counts: () => readVitest("unit") },
  ...(quick
    ? []
    : [
        { name: "package", command: [node, join(root, "scripts", "package.mjs")] },
        { name: "vsix", command: vitest("vsix", "--config", "vitest.package.mts"), counts: () => readVitest("vsix") },
        { name: "editor", command: [node, join(root, "test", "editor", "run.mjs")], counts: readEditor },
      ]),
];

await main(async () => {
  checkNode();
  await ensurePackages();
  if (!quick) {
    await ensureChromium();
    await ensureServer();
  }
  rmSync(results, { recursive: true, force: true });
  rmSync(editorResults, { force: true });
  mkdirSync(results, { recursive: true });

  const started = performance.now();
  const outcomes = [];
  for (const { name, command, counts } of stages) {
    const begun = performance.now();
    console.log(`\n━━ ${name}`);
    const { code } = await run(command[0], command.slice(1));
    const { passed, failed } = counts?.() ?? { passed: 0, failed: 0 };
    const ok = code === 0 && failed === 0;
    outcomes.push({ name, ok, passed, failed });
    say(`${name}: ${ok ? "ok" : `FAILED (exit code ${code})`} in ${seconds(begun)}`);
  }

  console.log(`\n━━ all stages, ${seconds(started)}`);
  for (const { name, ok, passed, failed } of outcomes) {
    const tests = passed + failed === 0 ? "" : `  ${passed} of ${passed + failed} tests`;
    console.log(`  ${ok ? "✓" : "✗"} ${name}${tests}`);
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  // Alone on its line and in this form: it is what the continuous integration reads.
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
});

function readVitest(name) {
  const report = readJson(join(results, `${name}.json`));
  if (report === undefined) return { passed: 0, failed: 1 };
  // A file that cannot be loaded has no tests, but it is a failure.
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

function readEditor() {
  return readJson(editorResults) ?? { passed: 0, failed: 1 };
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
