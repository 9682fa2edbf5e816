// What is made from the catalog is up to date: the page to read, and the schema that completes `interleave.json` in the editor.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { expect, it } from "vitest";
import { CATALOG } from "#engine/catalog/index";
import { userCatalogSchema } from "#server/workspace/user-catalog-schema";
import { catalogPage } from "#test/support/catalog-page";
import { shapesSection } from "#test/support/shapes-page";
import { jsonSchemaOf } from "#test/support/json-schema";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Interleave: what a workspace adds to the catalog",
  ...jsonSchemaOf(userCatalogSchema),
};

it.each([
  ["docs/catalog.md", catalogPage(CATALOG, shapesSection(root))],
  ["schemas/interleave.schema.json", `${JSON.stringify(schema, undefined, 2)}\n`],
])("%s is what `npm run catalog` writes", (path, text) => {
  if (process.env.UPDATE === "1") writeFileSync(join(root, path), text);
  expect(readFileSync(join(root, path), "utf8")).toBe(text);
});

it("the schema takes what the validator takes, and refuses what it refuses", () => {
  const valid = new Ajv({ strict: false }).compile(schema);
  const type = (more: object) => ({
    catalog: [{ module: "m", types: [{ export: "L", kind: "mutex", operations: [], ...more }] }],
  });
  const cases: readonly [value: unknown, good: boolean][] = [
    [{}, true],
    [type({ operations: [{ member: "lock", effect: "ACQ", result: { kind: "releaser" } }] }), true],
    [type({ capacity: { argument: 0, property: "max", otherwise: "unbounded" } }), true],
    [type({ capacity: -1 }), false],
    [type({ operations: [{ member: "lock", effect: "LOCK" }] }), false],
    [{ catalog: [{ types: [] }] }, false],
    [{ catalogue: [] }, false],
  ];
  for (const [value, good] of cases) expect([valid(value), value]).toEqual([good, value]);
});

it("every built-in entry could have been written by a user, but for what documents it", () => {
  const valid = new Ajv({ strict: false }).compile(schema);
  for (const { module, types, functions, aliases } of CATALOG) {
    const users = { module, types, functions: functions.filter(({ kind }) => kind !== "agent"), aliases };
    expect([valid({ catalog: [users] }), module, valid.errors]).toEqual([true, module, null]);
  }
});
