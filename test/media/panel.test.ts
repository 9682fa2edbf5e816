// The panel end to end in a browser, under the production content security policy.

import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bankScenario, bankTrace, completedTrace } from "./fixtures/bank";
import { busyTrace } from "./fixtures/busy";
import { queueTrace } from "./fixtures/queue";
import { violations } from "./harness/axe";
import { engineThatAnswers, type Harness, load, type OpenOptions, type Panel, startHarness } from "./harness/panel";
import type { ThemeName } from "./harness/themes";

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});

afterAll(async () => {
  await harness?.close();
});

async function openBank(options: OpenOptions = {}): Promise<Panel> {
  const panel = await harness.open(options);
  await panel.send(load(bankScenario(), engineThatAnswers(bankTrace())));
  await panel.waitFor("view", (it) => it.summary.steps > 0);
  return panel;
}

const ALL_THEMES: readonly ThemeName[] = ["dark", "light", "high-contrast", "high-contrast-light"];

/** Takes a picture, and insists that the page complained of nothing. */
async function shot(panel: Panel, name: string): Promise<void> {
  await panel.page.waitForTimeout(150);
  await panel.screenshot(name);
  expect(panel.complaints).toEqual([]);
}

test("the panel's script stays under 100 kB compressed", async () => {
  const script = await readFile(harness.script);
  const kilobytes = gzipSync(script).length / 1024;
  console.log(`the panel's script is ${kilobytes.toFixed(0)} kB compressed`);
  expect(kilobytes).toBeLessThan(100);
});

describe("accessibility", () => {
  test.each(ALL_THEMES)(
    "axe finds no violation in %s: at the deadlock, each tab, help, empty, problems",
    async (theme) => {
      const panel = await harness.open({ theme });
      expect(await violations(panel.page)).toEqual([]);
      await panel.send({
        type: "problems",
        title: "a.ts",
        problems: [{ severity: "error", message: "No.", file: "/a.ts" }],
      });
      expect(await violations(panel.page)).toEqual([]);
      await panel.send(load(bankScenario(), engineThatAnswers(bankTrace())));
      await panel.waitFor("view", (it) => it.summary.steps > 0);
      await panel.send({ type: "stale", uri: "file:///workspace/bank/transfer.ts" });
      await panel.send({ type: "cursor", uri: "file:///workspace/bank/transfer.ts", line: 6 });
      for (const tab of ["Waits", "Locks & queues", "Events", "Output", "Metrics", "Compare", "Scenario"]) {
        await panel.page.getByRole("tab", { name: tab }).click();
        expect(await violations(panel.page)).toEqual([]);
      }
      await panel.page.getByRole("button", { name: "Copy the run" }).click();
      expect(await violations(panel.page)).toEqual([]);
      await shot(panel, `menu-${theme}`);
      await panel.page.keyboard.press("Escape");
      await panel.page.getByRole("grid").focus();
      await panel.page.keyboard.press("ArrowDown");
      expect(await violations(panel.page)).toEqual([]);
      await panel.page.keyboard.press("?");
      await panel.page.getByRole("dialog").waitFor();
      expect(await violations(panel.page)).toEqual([]);
      await panel.close();
    },
  );
});

describe("pictures", () => {
  test.each<ThemeName>(["dark", "light", "high-contrast", "high-contrast-light"])("the bank in %s", async (theme) => {
    const panel = await openBank({ theme });
    await shot(panel, `bank-${theme}`);
    await panel.close();
  });

  test.each([360, 400, 1200])("the bank %i pixels wide", async (width) => {
    const panel = await openBank({ width });
    await shot(panel, `bank-${width}`);
    await panel.close();
  });

  test("the bank in the middle, on the axis of time, its threads, each tab", async () => {
    const panel = await openBank();
    const { page } = panel;
    await panel.send({ type: "action", action: { kind: "seek", to: 38 } });
    await panel.send({ type: "cursor", uri: "file:///workspace/bank/transfer.ts", line: 6 });
    await page
      .getByRole("button", { name: /^3 transfer/ })
      .first()
      .click();
    await shot(panel, "bank-middle");
    await panel.send({ type: "action", action: { kind: "seek", to: 21 } });
    await page.getByRole("button", { name: "teller.ts", exact: true }).click();
    await shot(panel, "bank-messages");
    await page.getByRole("radio", { name: "Time" }).check();
    await page.getByRole("radio", { name: "Threads" }).check();
    for (const tab of ["Locks & queues", "Events", "Output", "Metrics", "Compare", "Scenario"]) {
      await page.getByRole("tab", { name: tab }).click();
      await shot(panel, `tab-${tab.split(" ")[0]?.toLowerCase()}`);
    }
    await page.getByRole("button", { name: "Help (?)" }).click();
    await shot(panel, "help");
    await panel.close();
  });

  test("a crowd: eight threads on four CPUs, two hundred tasks, twenty thousand events", async () => {
    const panel = await harness.open();
    const trace = busyTrace({ threads: 8, cpus: 4, tasksPerThread: 25, events: 20_000 });
    await panel.send(load({ ...bankScenario(), title: "busy.ts", programHash: "busy" }, engineThatAnswers(trace)));
    await panel.waitFor("view", (it) => it.summary.steps > 0);
    await shot(panel, "crowd-steps");
    await panel.send({ type: "action", action: { kind: "seek", to: 900 } });
    await panel.page.getByRole("radio", { name: "Time" }).check();
    for (let zoom = 0; zoom < 8; zoom += 1) await panel.page.getByRole("button", { name: "Zoom in" }).click();
    await panel.page.getByRole("tab", { name: "Events" }).click();
    await shot(panel, "crowd-zoomed");
    const cost = await panel.page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
      await frame();
      const started = performance.now();
      for (let step = 0; step < 20; step += 1) {
        window.postMessage({ type: "action", action: { kind: "step", by: 37 } }, "*");
        await frame();
      }
      return (performance.now() - started) / 20;
    });
    console.log(`a step of the crowd takes ${cost.toFixed(1)} ms`);
    expect(cost).toBeGreaterThan(0);
    await panel.close();
  });

  test("waiting without a deadlock: three tasks for two locks", async () => {
    const panel = await harness.open({ height: 700 });
    await panel.send(load({ ...bankScenario(), programHash: "queue" }, engineThatAnswers(queueTrace())));
    await panel.waitFor("view", (it) => it.summary.steps > 0);
    await panel.send({ type: "action", action: { kind: "seek", to: 20 } });
    await shot(panel, "queue");
    await panel.page.getByRole("tab", { name: "Locks" }).click();
    await shot(panel, "queue-locks");
    await panel.close();
  });

  test("nothing yet, at work, problems, a crash, changed code, a completed run", async () => {
    const panel = await harness.open({ height: 500 });
    await shot(panel, "state-empty");
    await panel.send({ type: "busy", message: "Preparing bank/main.ts…" });
    await shot(panel, "state-busy");
    const file = "/workspace/bank/transfer.ts";
    const range = { start: { line: 12, character: 2 }, end: { line: 12, character: 9 } };
    await panel.send({
      type: "problems",
      title: "bank/transfer.ts",
      problems: [{ severity: "error", message: "',' expected.", file, range }],
    });
    await shot(panel, "state-problems");
    await panel.send(load(bankScenario(), "throw new Error('no engine here')"));
    await panel.waitFor("error");
    await shot(panel, "state-crashed");
    panel.complaints.splice(0);
    await panel.send(load(bankScenario(), engineThatAnswers(completedTrace())));
    await panel.waitFor("view", (it) => it.summary.outcome?.kind === "completed");
    await panel.send({ type: "stale", uri: "file:///workspace/bank/transfer.ts" });
    await shot(panel, "state-stale-completed");
    await panel.close();
  });
});
