// The record of real code holds together: every serious finding is judged with a reason, and the page says what the record says.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { RULES } from "#server/rules/index";
import { repository } from "#test/support/built";
import { isSerious, realCodeText } from "./table";
import { readVerdicts } from "./verdicts";

const verdicts = readVerdicts(repository);
const { packages, findings, missed } = verdicts;

it("every package is listed once, with an exact version", () => {
  expect(new Set(packages.map(({ name }) => name)).size).toBe(packages.length);
  expect(packages.filter(({ version }) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
});

it("every finding is of a listed package and a rule that exists", () => {
  const names = new Set(packages.map(({ name }) => name));
  const rules = new Set(RULES.map(({ id }) => id));
  expect(findings.filter((one) => !names.has(one.package) || !rules.has(one.rule))).toEqual([]);
  expect(missed.filter((one) => !names.has(one.package))).toEqual([]);
});

it("every finding at warning or above is judged, and every judgement has a reason", () => {
  expect(findings.filter((one) => isSerious(one) && one.verdict === "")).toEqual([]);
  expect(findings.filter(({ verdict, reason }) => verdict !== "" && !/^[^\n|]{20,}\.$/.test(reason))).toEqual([]);
});

it("none at error is false, and of the warnings nine in ten are not", () => {
  const serious = findings.filter(isSerious);
  const wrong = serious.filter(({ verdict }) => verdict === "false");
  expect(wrong.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(wrong.length * 10).toBeLessThanOrEqual(serious.length);
});

it("docs/real-code.md says so", () => {
  const page = join(repository, "docs/real-code.md");
  const text = realCodeText(verdicts);
  if (process.env.UPDATE === "1") writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
});
