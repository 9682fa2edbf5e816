// Editing what is assumed: what the panel asks its host for, wrong input at its field, latencies and rules that run again at once.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScenarioStart } from "#protocol/server";
import type { ToWebview } from "#protocol/webview";
import { bankScenario, bankTrace } from "../fixtures/bank";
import { violations } from "../harness/axe";
import { engineThatAnswers, type Harness, load, type OpenOptions, type Panel, startHarness } from "../harness/panel";

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});

afterAll(async () => {
  await harness?.close();
});

const start: ScenarioStart = {
  kind: "made",
  uri: "file:///workspace/bank/transfer.ts",
  above: "transfer",
  values: [{ name: "from", text: "new Account(1)" }],
  calls: ["transfer(from)"],
  functions: [
    {
      name: "transfer",
      line: 3,
      example: { values: [{ name: "from", text: "new Account(1)" }], calls: ["transfer(from)"] },
    },
    { name: "audit", line: 9, example: { values: [{ name: "to", text: "new Account(2)" }], calls: ["audit(to)"] } },
  ],
};

function loaded(change: Partial<ScenarioStart> = {}): ToWebview {
  return { ...load(bankScenario(), engineThatAnswers(bankTrace())), start: { ...start, ...change } } as ToWebview;
}

async function open(options: OpenOptions = {}, change: Partial<ScenarioStart> = {}): Promise<Panel> {
  const panel = await harness.open(options);
  await panel.send(loaded(change));
  await panel.waitFor("view", (it) => 0 < it.summary.steps);
  await panel.page.getByRole("tab", { name: "Scenario" }).click();
  return panel;
}

test("arguments, one more call and its values are sent as they were typed", async () => {
  const panel = await open();
  const { page } = panel;
  await page.getByLabel("Call 1", { exact: true }).fill("transfer(from, 5)");
  await page.getByTestId("start-function").selectOption("audit");
  await page.getByTestId("start-add").click();
  await page.getByLabel("Value to", { exact: true }).fill("new Account(7)");
  await page.getByTestId("start-run").click();
  const edit = {
    values: [
      { name: "from", text: "new Account(1)" },
      { name: "to", text: "new Account(7)" },
    ],
    calls: ["transfer(from, 5)", "audit(to)"],
  };
  expect(await panel.waitFor("start")).toEqual({ type: "start", edit, keep: false });
  await page.getByTestId("start-keep").click();
  expect(await panel.waitFor("start", (it) => it.keep)).toEqual({ type: "start", edit, keep: true });
  expect(await page.getByTestId("start-keep").textContent()).toContain("as comment above transfer");
  await page.getByTestId("start-reset").click();
  expect(await page.getByLabel("Call 1", { exact: true }).inputValue()).toBe("transfer(from)");
  expect(panel.complaints).toEqual([]);
  await panel.close();
});

test("where no comment can say it, it is kept for the file; and what was edited can be taken back", async () => {
  const { above: _, ...whole } = start;
  const panel = await harness.open();
  await panel.send({ ...loaded(), start: { ...whole, kind: "edited" } } as ToWebview);
  await panel.waitFor("view", (it) => 0 < it.summary.steps);
  await panel.page.getByRole("tab", { name: "Scenario" }).click();
  expect(await panel.page.getByTestId("start-keep").textContent()).toContain("keep for this file");
  await panel.page.getByTestId("start-reset").click();
  expect(await panel.waitFor("start")).toEqual({ type: "start", edit: undefined, keep: true });
  await panel.close();
});

test("what is wrong stands at the field it was typed in, until it is typed anew", async () => {
  const panel = await open();
  const { page } = panel;
  const call = page.getByLabel("Call 1", { exact: true });
  await panel.send({ type: "wrong", message: "`transfer(` is no expression", at: { part: "calls", index: 0 } });
  await page.getByText("`transfer(` is no expression").waitFor();
  expect(await call.getAttribute("aria-invalid")).toBe("true");
  expect(await page.locator(`#${await call.getAttribute("aria-describedby")}`).textContent()).toContain(
    "is no expression",
  );
  expect(await violations(page)).toEqual([]);
  await call.fill("transfer()");
  expect(await call.getAttribute("aria-invalid")).toBe("false");
  await panel.send({ type: "wrong", message: "No such thing.", at: "simulated" });
  const result = page.getByTestId("result-text");
  await page.getByText("No such thing.").waitFor();
  expect(await result.getAttribute("aria-invalid")).toBe("true");
  await panel.close();
});

test("results and costs become comments", async () => {
  const panel = await open();
  const { page } = panel;
  await page.getByTestId("result-function").selectOption("audit");
  await page.getByTestId("result-text").fill("{ id: 1 }");
  await page.getByTestId("result-write").click();
  expect(await panel.waitFor("annotate")).toEqual({
    type: "annotate",
    tag: "simulated",
    functionName: "audit",
    text: "{ id: 1 } after 1 ms",
  });
  await page.getByTestId("cost-line").fill("12");
  await page.getByTestId("cost-text").fill("24_000");
  await page.getByTestId("cost-write").click();
  expect(await panel.waitFor("annotate", (it) => it.tag === "cost")).toEqual({
    type: "annotate",
    tag: "cost",
    line: 11,
    text: "24_000",
  });
  await page.getByTestId("cost-line").fill("twelve");
  await page.getByText("Write the number of a line.").waitFor();
  await panel.close();
});

test("latencies and rules of threads run again at once; wrong ones do not", async () => {
  const panel = await open();
  const { page } = panel;
  await page.getByTestId("io-latency").fill("7");
  await page.getByTestId("io-latency").press("Enter");
  await panel.waitFor("view", (it) => it.view.machine.ioLatency === 7000);
  const rule = async (label: string, text: string): Promise<void> => {
    await page.getByLabel(label).fill(text);
    await page.getByLabel(label).press("Enter");
  };
  await rule("Priority of main", "3");
  await panel.waitFor("view", (it) => it.view.machine.scheduling.threads[0]?.priority === 3);
  await rule("CPUs of main", "0, 1");
  const { view } = await panel.waitFor("view", (it) => it.view.machine.scheduling.threads[0]?.cpus !== undefined);
  expect(view.machine.scheduling.threads).toEqual([{ name: "main", priority: 3, cpus: [0, 1] }]);
  await rule("CPUs of main", "0, 9");
  await page.getByText("There is no CPU 9: they are 0 to 1.").waitFor();
  await rule("Tickets of main", "many");
  await page.getByText("Write a whole number.").waitFor();
  await rule("Priority of main", "");
  await panel.waitFor("view", (it) => it.view.machine.scheduling.threads[0]?.priority === undefined);
  await panel.close();
});

test.each([
  ["dark", 640],
  ["light", 400],
  ["high-contrast", 400],
  ["high-contrast-light", 1200],
] as const)("in %s at %i pixels: axe finds nothing, nothing sticks out", async (theme, width) => {
  const panel = await open({ theme, width });
  const { page } = panel;
  expect(await violations(page)).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBe(0);
  await page.waitForTimeout(150);
  await panel.screenshot(`scenario-${theme}-${width}`);
  expect(panel.complaints).toEqual([]);
  await panel.close();
});
