// Every rule against its fixtures: all findings equal all carets; fixes give the `.fixed.ts` beside them, and silence.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { REVIEWS, RULES } from "#server/rules/index";
import type { AnalysisResult, Workspace } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { applyEdits, differences, filesUnder, marksOf } from "#test/support/check-rule";

const here = dirname(fileURLToPath(import.meta.url));
const docs = join(here, "../../docs/rules");
const ids = [...RULES, ...REVIEWS].map(({ id }) => id).sort();
const fixtures = ids.flatMap((rule) => filesUnder(join(here, rule)).map((file) => ({ ...file, rule })));

let workspace: Workspace;
let result: AnalysisResult;

beforeAll(async () => {
  workspace = createWorkspace(here, diskHost(here));
  result = await workspace.analyze();
}, 120_000);

it("rules, documents and fixture folders are the same set", () => {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(ids);
  expect(readdirSync(docs).map((name) => basename(name, ".md")).sort()).toEqual(ids);
});

it("each rule has fixtures with findings and without", () => {
  for (const rule of ids) {
    const marked = fixtures.filter((file) => file.rule === rule).map(({ text }) => marksOf(text, rule).length > 0);
    expect(new Set(marked), rule).toEqual(new Set([true, false]));
  }
});

it("no fixture is misunderstood", () => {
  expect(result.problems).toEqual([]);
});

describe.each(ids)("%s", (rule) => {
  it.each(fixtures.filter((file) => file.rule === rule).map(({ path, text }) => ({ name: path.slice(join(here, rule).length + 1), path, text })))(
    "$name",
    ({ path, text }) => {
      expect(differences(marksOf(text, rule), result.findings.get(path) ?? [])).toEqual([]);
    },
  );
});

describe("a fix", () => {
  it("gives the text that stands beside the fixture", () => {
    for (const { path, text } of fixtures.filter((file) => existsSync(file.path.replace(/\.ts$/, ".fixed.ts")))) {
      const fix = (result.findings.get(path) ?? []).flatMap(({ fixes }) => fixes.slice(0, 1))[0];
      expect(fix, path).toBeDefined();
      const bare = (code: string): string => code.replace(/^\s*\/\/\s*\^+ .*\n/gm, "");
      expect(bare(applyEdits(text, fix?.edits ?? []))).toBe(readFileSync(path.replace(/\.ts$/, ".fixed.ts"), "utf8"));
    }
  });

  it("never leads to a finding of its own rule at the same lock, nor to code that does not parse", async () => {
    for (const { path, text } of fixtures) {
      for (const found of result.findings.get(path) ?? []) {
        for (const fix of found.fixes) {
          workspace.update(path, applyEdits(text, fix.edits));
          const after = await workspace.analyze();
          const again = (after.findings.get(path) ?? []).filter(({ ruleId, fingerprint }) => ruleId === found.ruleId && fingerprint === found.fingerprint);
          expect(again, `${path}\n${applyEdits(text, fix.edits)}`).toEqual([]);
          expect(after.problems, applyEdits(text, fix.edits)).toEqual([]);
          workspace.update(path, undefined);
        }
      }
    }
  }, 240_000);
});
