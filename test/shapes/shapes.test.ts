// The twenty shapes of hand-written primitives: used well they are silent, misused or broken they are found, what only looks like one is silent.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { differences, marksOf } from "#test/support/check-rule";
import { SHAPES } from "#test/support/shapes-page";

const here = dirname(fileURLToPath(import.meta.url));
const FILES = ["primitive.ts", "correct.ts", "misused.ts", "broken.ts", "lookalike.ts"];
const shapes = SHAPES.map(({ folder }) => folder);

let result: AnalysisResult;

beforeAll(async () => {
  result = await createWorkspace(here, diskHost(here)).analyze();
}, 240_000);

it("there are twenty, each with its row in the table of docs/catalog.md", () => {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(shapes);
  expect(shapes.map((name) => Number(name.slice(0, 2)))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

it("no fixture is misunderstood", () => {
  expect(result.problems).toEqual([]);
});

describe.each(shapes)("%s", (shape) => {
  it.each(FILES)("%s", (file) => {
    const path = join(here, shape, file);
    const marks = marksOf(readFileSync(path, "utf8"), "");
    expect(differences(marks, result.findings.get(path) ?? [])).toEqual([]);
    if (file !== "misused.ts" && file !== "broken.ts") expect(marks).toEqual([]);
  });
});
