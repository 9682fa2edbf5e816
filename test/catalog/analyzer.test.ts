// The analyzer on code that uses the real libraries: what the carets mark is found, the correct twins beside it are silent.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { CATALOG } from "#engine/catalog/index";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { differences, marksOf } from "#test/support/check-rule";

const here = dirname(fileURLToPath(import.meta.url));
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const fixtures = folders.flatMap(({ name }) =>
  readdirSync(join(here, name))
    .filter((file) => file.startsWith("uses"))
    .map((file) => ({ name: `${name}/${file}`, path: join(here, name, file) })),
);

let result: AnalysisResult;

beforeAll(async () => {
  result = await createWorkspace(here, diskHost(here)).analyze();
}, 120_000);

it.each(fixtures)("$name", ({ path }) => {
  const marks = marksOf(readFileSync(path, "utf8"), "nested-acquire");
  expect(differences(marks, result.findings.get(path) ?? [])).toEqual([]);
});

it("no fixture is misunderstood", () => {
  // This package keeps its declarations from those who resolve by its list of exports.
  const said = result.problems.filter(({ message }) => !message.startsWith("The package threads "));
  expect(said).toEqual([]);
});

/** `@scope/name` has the folder `scope-name`, `node:events` has `node-events`. */
const folderOf = (module: string): string => module.replace(/^@/, "").replace(/[/:.]/g, "-");

it("every entry has a fixture", () => {
  expect(CATALOG.map(({ module }) => module).filter((module) => !has(module, "uses.ts"))).toEqual([]);
});

it("every entry has a program that is run, but for the client that is generated and needs a database", () => {
  const without = CATALOG.filter(({ module }) => !has(module, "run.ts"));
  expect(without.map(({ module, simulation }) => [module, simulation.kind])).toEqual([["@prisma/client", "none"]]);
});

function has(module: string, file: string): boolean {
  return existsSync(join(here, folderOf(module), file));
}
