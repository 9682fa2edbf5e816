// The suite's entry inside the extension host: runs mocha and writes each result to a file that the launcher reads.

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** In this order: the first one proves that the rest can work at all. */
const TEST_FILES = ["activation", "bank", "panel", "sync", "fixed", "scenario", "races", "editing"].map(
  (name) => `${name}.test.js`,
);

/** Called by VS Code; a rejection makes the editor's exit code 1. */
export async function run(): Promise<void> {
  const folder = process.env.INTERLEAVE_BRIDGE;
  if (folder === undefined) throw new Error("This suite is started by test/editor/run.mjs.");
  const write = (entry: object): void => appendFileSync(join(folder, "results.jsonl"), `${JSON.stringify(entry)}\n`);
  const mocha = new Mocha({ ui: "bdd", timeout: 120_000, forbidOnly: process.env.CI === "true", forbidPending: true });
  const only = process.env.INTERLEAVE_EDITOR_GREP;
  if (only !== undefined && only !== "") mocha.grep(only);
  // The other bundles beside this one.
  for (const file of TEST_FILES) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on("pass", (test) => write({ kind: "pass", title: test.fullTitle(), ms: test.duration ?? 0 }));
    // Also a hook that failed: its title says so.
    runner.on("fail", (test, error: Error) =>
      write({ kind: "fail", title: test.fullTitle(), error: error.stack ?? error.message }),
    );
    runner.on("end", () => write({ kind: "end" }));
  });
  if (failures > 0) throw new Error(`${failures} editor tests failed.`);
}
