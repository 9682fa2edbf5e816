// The published numbers are those of today: every kernel is found or missed as listed, no twin is reported, the page is up to date.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { RULES } from "#server/rules/index";
import { say } from "#test/support/check-rule";
import { KERNELS } from "./manifest";
import { kernelsOnDisk, type Measured, measure } from "./measure";
import { precisionText, TIME_LINE } from "./table";

const page = join(dirname(fileURLToPath(import.meta.url)), "../../docs/precision.md");

let measured: Measured;

beforeAll(async () => {
  measured = await measure();
}, 120_000);

it("the kernels on the disk are the listed ones, each with its twin", () => {
  const listed = KERNELS.map(({ family, name }) => `${family}/${name}`).sort();
  const { wrong, fixed } = kernelsOnDisk();
  expect([...wrong].sort()).toEqual(listed);
  expect([...fixed].sort()).toEqual(listed);
});

it("all of them are read without problems", () => {
  expect(measured.result.problems).toEqual([]);
});

it("only rules that exist are named", () => {
  const known = new Set(RULES.map(({ id }) => id));
  expect(KERNELS.filter(({ rule }) => rule !== undefined && !known.has(rule))).toEqual([]);
});

describe.each(KERNELS.map((kernel) => ({ name: kernel.name, kernel })))("$name", ({ kernel }) => {
  it(kernel.rule === undefined ? "is missed, as listed" : `is found by ${kernel.rule}`, () => {
    const rules = measured.findings(kernel).map(({ ruleId }) => ruleId);
    if (kernel.rule === undefined) expect(rules).toEqual([]);
    else expect(rules).toContain(kernel.rule);
  });

  it("is not reported once it is corrected", () => {
    expect(measured.alarms(kernel).map(say)).toEqual([]);
  });
});

it("docs/precision.md says so", () => {
  const text = precisionText(measured);
  if (process.env.UPDATE === "1") writeFileSync(page, text);
  const bare = (one: string): string => one.replace(TIME_LINE, "");
  expect(bare(readFileSync(page, "utf8"))).toBe(bare(text));
});
