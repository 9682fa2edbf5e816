// The races of a real program, found by the real engine in the panel's worker: the banner, the list, the selection, the editor's marks.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { violations } from "../harness/axe";
import { type Harness, load, startHarness } from "../harness/panel";

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});

afterAll(async () => {
  await harness?.close();
});

test("both accesses are named in the panel and marked in the source", async () => {
  const root = fileURLToPath(new URL("../../../examples", import.meta.url));
  const { scenario } = await buildScenario({ entry: join(root, "races/main.ts") }, diskHost(root));
  if (scenario === undefined) throw new Error("no scenario");
  const panel = await harness.open();
  await panel.send(load(scenario, harness.engineSource));
  const { summary } = await panel.waitFor("view", (it) => 0 < it.summary.marks.length);
  expect(summary.marks).toHaveLength(2);
  for (const { site, text } of summary.marks) {
    expect(scenario.sites[site]?.line).toBe(7);
    expect(text).toMatch(
      /^Data race on counts\[0\]: nothing orders this (read|write) and the (read|write) by .* at counter\.ts:8\.$/,
    );
  }
  const { page } = panel;
  expect(await page.getByTestId("races").textContent()).toContain("DATA RACE");
  await page.getByTestId("races").getByRole("button", { name: "both accesses" }).click();
  const list = page.getByRole("tabpanel", { name: /^Races/ });
  for (const thread of ["left", "right"]) await list.getByText(thread).first().waitFor();
  await list.getByRole("button", { name: "counts[0]" }).click();
  expect(await list.getByRole("button", { name: "counts[0]" }).getAttribute("aria-pressed")).toBe("true");
  await list
    .getByRole("button", { name: /step \d+$/ })
    .first()
    .click();
  const place = list.getByRole("button", { name: "counter.ts:8" }).first();
  await place.click();
  expect((await panel.waitFor("reveal", (it) => summary.marks.some(({ site }) => site === it.site))).uri).toContain(
    "counter.ts",
  );
  expect(await violations(page)).toEqual([]);
  await page.waitForTimeout(150);
  await panel.screenshot("races");
  expect(panel.complaints).toEqual([]);
  await panel.close();
});
