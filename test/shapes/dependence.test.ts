// What is found in a file may rest on what the functions of another do: it follows when only their bodies change.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const folder = join(dirname(fileURLToPath(import.meta.url)), "06-async-queue");

it("a queue of another file that no longer waits strands nobody", async () => {
  const workspace = createWorkspace(folder, diskHost(folder));
  const primitive = join(folder, "primitive.ts");
  const found = async (): Promise<readonly string[]> =>
    ((await workspace.analyze()).findings.get(join(folder, "misused.ts")) ?? []).map(({ ruleId }) => ruleId);
  const before = await found();
  expect(before).toContain("never-notified");
  const text = readFileSync(primitive, "utf8");
  const changed = text.replace(
    "return new Promise((resolve) => this.takers.push(resolve));",
    'throw new Error("empty");',
  );
  expect(changed).not.toBe(text);
  workspace.update(primitive, changed);
  expect(await found()).toEqual(before.filter((rule) => rule !== "never-notified"));
  workspace.update(primitive, undefined);
  expect(await found()).toEqual(before);
}, 120_000);
