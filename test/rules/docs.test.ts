// The documents of the rules: their examples are run, and their first line is the rule's own summary.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { REVIEWS, RULES } from "#server/rules/index";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
/** A folder that is not there, inside the repository so that packages are found. */
const root = join(repository, "test/rules/docs-examples");

it.each([...RULES, ...REVIEWS].map(({ id, summary }) => ({ id, summary })))("$id", async ({ id, summary }) => {
  const text = readFileSync(join(repository, "docs/rules", `${id}.md`), "utf8");
  expect(text.startsWith(`# ${id}\n\n${summary}\n`)).toBe(true);
  expect(text).toMatch(/^## Limits$/m);
  expect(text).toMatch(/^## When not to use it$/m);
  const examples = [...text.matchAll(/^```ts (incorrect|correct)\n([\s\S]*?)^```$/gm)];
  expect(new Set(examples.map(([, kind]) => kind))).toEqual(new Set(["incorrect", "correct"]));
  const workspace = createWorkspace(root, diskHost(root));
  examples.forEach(([, kind, code = ""], index) => {
    workspace.update(join(root, `${kind}-${index}.ts`), code);
  });
  const { findings, problems } = await workspace.analyze();
  expect(problems).toEqual([]);
  examples.forEach(([, kind], index) => {
    const rules = (findings.get(join(root, `${kind}-${index}.ts`)) ?? []).map(({ ruleId }) => ruleId);
    if (kind === "correct") expect(rules).toEqual([]);
    else expect(rules).toContain(id);
  });
});
