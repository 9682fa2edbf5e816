// Correct programs in the styles that people write are silent at warning and above.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { say } from "#test/support/check-rule";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "programs");

let result: AnalysisResult;

beforeAll(async () => {
  result = await createWorkspace(ROOT, diskHost(ROOT)).analyze();
});

it("all of them are read without problems", () => {
  expect(result.problems).toEqual([]);
});

describe.each(readdirSync(ROOT).filter((name) => name.endsWith(".ts")))("%s", (name) => {
  it("is not reported", () => {
    const findings = result.findings.get(join(ROOT, name)) ?? [];
    expect(findings.filter(({ severity }) => severity !== "information").map(say)).toEqual([]);
  });
});
