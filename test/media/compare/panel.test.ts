// Policies side by side in the panel, run by the real engine: choosing, wrong input, the tables, the pictures, and going to one of the runs.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scenario } from "#engine/scenario";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { violations } from "../harness/axe";
import { type Harness, load, type Panel, startHarness } from "../harness/panel";
import type { ThemeName } from "../harness/themes";

let harness: Harness;
let jobs: Scenario;

beforeAll(async () => {
  harness = await startHarness();
  const root = fileURLToPath(new URL("../../../examples", import.meta.url));
  const { scenario } = await buildScenario({ entry: join(root, "scheduling/main.ts") }, diskHost(root));
  if (scenario === undefined) throw new Error("no scenario");
  jobs = scenario;
});

afterAll(async () => {
  await harness?.close();
});

async function openCompare(theme: ThemeName, width: number): Promise<Panel> {
  const panel = await harness.open({ theme, width });
  await panel.send(load(jobs, harness.engineSource));
  await panel.waitFor("view", (it) => it.summary.outcome?.kind === "completed");
  await panel.page.getByRole("tab", { name: "Compare" }).click();
  return panel;
}

const cells = (panel: Panel, label: string): Promise<readonly (readonly string[])[]> =>
  panel.page
    .getByRole("region", { name: label })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => Array.from(row.querySelectorAll("th, td"), (cell) => cell.textContent ?? "")),
    );

test("runs each choice once, says who is best, and goes to one of them", async () => {
  const panel = await openCompare("dark", 640);
  const { page } = panel;
  await page.getByTestId("compare-cpus").fill("1, 4");
  await page.getByTestId("compare-run").click();
  await page.getByRole("region", { name: "Runs compared" }).locator("tbody tr").nth(5).waitFor();
  const table = await cells(panel, "Runs compared");
  expect(table.map(([name, ...rest]) => [name, rest.at(-1)])).toEqual([
    ["First come, first served on 1 CPU", "completed"],
    ["Round robin on 1 CPU", "completed"],
    ["Shortest job first on 1 CPU", "completed"],
    ["First come, first served on 4 CPUs", "completed"],
    ["Round robin on 4 CPUs", "completed"],
    ["Shortest job first on 4 CPUs", "completed"],
  ]);
  const waiting = table.map((row) => row[2] ?? "");
  expect(waiting.filter((text) => text.includes("best")).length).toBeGreaterThan(0);
  expect(waiting.slice(0, 3).join()).not.toContain("best");
  expect(await page.locator(".notes").first().textContent()).toContain("knows how long each CPU burst takes");
  await page.getByRole("radio", { name: "Response" }).check();
  expect((await cells(panel, "response of each thread")).map(([name]) => name)).toEqual([
    "main",
    "long",
    "middle",
    "short",
    "tiny",
  ]);
  const words = await page.getByRole("region", { name: "First come, first served on 1 CPU" }).textContent();
  expect(words).toMatch(/CPU 0: runs main.*CPU 0: runs long.*CPU 0: runs tiny/);
  await page.getByRole("button", { name: "Round robin on 4 CPUs" }).click();
  await panel.waitFor("view", (it) => it.view.machine.policy === "round-robin" && it.view.machine.cpus === 4);
  expect(await page.locator(".outdated").count()).toBe(0);
  await panel.send({ type: "action", action: { kind: "machine", change: { quantum: 700 } } });
  await page.locator(".outdated").waitFor();
  expect(panel.complaints).toEqual([]);
  await panel.close();
});

test("wrong input is said at its field, and nothing runs", async () => {
  const panel = await openCompare("dark", 640);
  const { page } = panel;
  const field = page.getByTestId("compare-cpus");
  await field.fill("two");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  const said = page.locator(`#${await field.getAttribute("aria-describedby")}`);
  expect(await said.textContent()).toContain("whole numbers from 1");
  await field.press("Enter");
  expect(await page.getByRole("region", { name: "Runs compared" }).count()).toBe(0);
  await field.fill("1, 2, 3, 4, 5, 6");
  expect(await said.textContent()).toContain("18 runs");
  await field.fill("2");
  expect(await said.textContent()).toBe("");
  for (const id of ["fcfs", "round-robin", "sjf"]) await page.getByTestId(`compare-${id}`).uncheck();
  expect(await said.textContent()).toContain("at least one policy");
  await panel.close();
});

test.each<[ThemeName, number]>([
  ["dark", 640],
  ["light", 400],
  ["high-contrast", 1200],
  ["high-contrast-light", 640],
])("by keyboard, in %s at %i pixels: axe finds nothing", async (theme, width) => {
  const panel = await openCompare(theme, width);
  const { page } = panel;
  await page.getByTestId("compare-cpus").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Runs compared" }).locator("tbody tr").nth(2).waitFor();
  expect(await violations(page)).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBe(0);
  await page.waitForTimeout(200);
  await panel.screenshot(`compare-${theme}-${width}`);
  expect(panel.complaints).toEqual([]);
  await panel.close();
});

test.each([
  ["dark", 900],
  ["light", 540],
] as const)(
  "a multilevel feedback queue: who sinks to which queue, in words and as a picture (%s)",
  async (theme, width) => {
    const panel = await harness.open({ theme, width });
    const { page } = panel;
    await panel.send(load(jobs, harness.engineSource));
    await panel.waitFor("view", (it) => it.summary.outcome?.kind === "completed");
    await page.getByTestId("cpus").fill("1");
    await page.getByTestId("cpus").press("Enter");
    await page.getByTestId("policy").selectOption("mlfq");
    await panel.waitFor("view", (it) => it.view.machine.policy === "mlfq" && !it.summary.running);
    // The lanes in sight are rows of the grid behind the canvas; the ones of the queues come after the ones of the threads.
    const queues = page.locator('[role="row"][aria-label="long"]').nth(1).locator('[role="gridcell"]');
    await queues.first().waitFor({ state: "attached" });
    const words = await queues.allTextContents();
    expect(words[0]).toMatch(/^long: Ready in queue 1 of 3, /);
    expect([1, 2, 3].map((queue) => words.some((text) => text.includes(`Running in queue ${queue} of 3`)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(panel.complaints).toEqual([]);
    await panel.screenshot(`queues-${theme}`);
    await panel.close();
  },
);
