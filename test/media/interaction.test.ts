// What a person does in the panel, and what the panel then says: by mouse, by keyboard alone, and from the editor's side.

import { violations } from "./harness/axe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FromWebview } from "#protocol/webview";
import { bankScenario, bankTrace } from "./fixtures/bank";
import { busyTrace } from "./fixtures/busy";
import { engineThatAnswers, type Harness, load, type OpenOptions, type Panel, startHarness } from "./harness/panel";

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});

afterAll(async () => {
  await harness?.close();
});

/** The bank at its deadlock, step 57 of 60. */
async function withBank(options: OpenOptions, body: (panel: Panel) => Promise<void>): Promise<void> {
  const panel = await harness.open(options);
  await panel.send(load(bankScenario(), engineThatAnswers(bankTrace())));
  await atStep(panel, 57);
  await body(panel);
  expect(panel.complaints).toEqual([]);
  await panel.close();
}

function atStep(panel: Panel, step: number): Promise<Extract<FromWebview, { type: "view" }>> {
  return panel.waitFor("view", (it) => it.summary.steps > 0 && it.view.step === step);
}

describe("first sight", () => {
  test("the summary names the outcome, both tasks and both locks", () =>
    withBank({}, async (panel) => {
      const { summary, view } = await atStep(panel, 57);
      expect(summary).toMatchObject({
        steps: 60,
        outcome: { kind: "deadlock" },
        tasks: { transfer: "blocked", audit: "blocked" },
      });
      for (const word of ["transfer", "audit", "alice.mutex", "bob.mutex"]) {
        expect(summary.deadlock).toContain(word);
        await panel.page.getByTestId("deadlock").getByText(word).first().waitFor();
      }
      expect(view.level).toBe("tasks");
      expect(await panel.page.getByTestId("deadlock").textContent()).toContain("never complete");
      expect(await panel.page.getByTestId("why").textContent()).toBe(summary.why);
    }));

  test("a kept step and tab come back", async () => {
    const panel = await harness.open({ kept: { tab: "events", speed: 4 } });
    const machine = { ...bankTrace().machine, cpus: 3 };
    await panel.send(load(bankScenario(), engineThatAnswers(bankTrace()), { step: 20, machine, level: "threads" }));
    expect((await atStep(panel, 20)).view).toEqual({ step: 20, machine, level: "threads" });
    expect(await panel.page.getByRole("tab", { name: "Events" }).getAttribute("aria-selected")).toBe("true");
    expect(await panel.page.getByTestId("cpus").inputValue()).toBe("3");
    await panel.close();
  });
});

describe("a panel of 540 pixels", () => {
  test("shows the timeline at once, above the state diagram", () =>
    withBank({ height: 540 }, async (panel) => {
      const top = async (name: string): Promise<number> =>
        (await panel.page.getByRole("region", { name }).boundingBox())?.y ?? Number.NaN;
      expect(await top("Timeline")).toBeLessThan(420);
      expect(await top("States")).toBeGreaterThan(await top("Timeline"));
      await panel.page.screenshot({ path: "test-artifacts/panel/bank-540.png" });
      await panel.page.setViewportSize({ width: 640, height: 1000 });
      await panel.page.waitForFunction(() => {
        const y = (id: string): number => document.getElementById(id)?.getBoundingClientRect().y ?? 0;
        return y("states-title") < y("timeline-title");
      });
    }));
});

describe("time", () => {
  test("buttons, keys, field and slider all move the same step", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.keyboard.press("[");
      await atStep(panel, 56);
      await page.getByRole("button", { name: "Step back" }).click();
      await atStep(panel, 55);
      await page.keyboard.press("]");
      await atStep(panel, 56);
      await page.getByTestId("step").fill("10");
      await page.getByTestId("step").press("Enter");
      await atStep(panel, 10);
      await page.getByTestId("scrub").focus();
      await page.keyboard.press("ArrowRight");
      await atStep(panel, 11);
      await page.keyboard.press("PageUp");
      await atStep(panel, 21);
      expect(await page.getByTestId("scrub").getAttribute("aria-valuetext")).toMatch(/^Step 21 of 60: \S/);
      await page.keyboard.press("Home");
      await atStep(panel, 0);
      await page.getByRole("button", { name: "Last step" }).click();
      await atStep(panel, 60);
    }));

  test("stepping back undoes what stepping forward did", () =>
    withBank({}, async (panel) => {
      await panel.send({ type: "action", action: { kind: "seek", to: 50 } });
      expect((await atStep(panel, 50)).summary.tasks).toMatchObject({ transfer: "running" });
      await panel.page.keyboard.press("]");
      expect((await atStep(panel, 51)).summary.tasks).toMatchObject({ transfer: "blocked" });
      await panel.page.keyboard.press("[");
      expect((await atStep(panel, 50)).summary.tasks).toMatchObject({ transfer: "running" });
    }));

  test("playing stops at the deadlock; Space pauses", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.getByRole("combobox", { name: "Speed" }).selectOption("25");
      await panel.send({ type: "action", action: { kind: "seek", to: 45 } });
      await atStep(panel, 45);
      await page.locator("h1").click();
      await page.keyboard.press(" ");
      await page.getByRole("button", { name: "Pause" }).waitFor();
      await atStep(panel, 57);
      await page.getByRole("button", { name: "Play" }).waitFor();
    }));

  test("tokens travel from state to state, and do not where motion is unwanted", async () => {
    for (const reducedMotion of [false, true]) {
      await withBank({ reducedMotion }, async (panel) => {
        await panel.send({ type: "action", action: { kind: "seek", to: 50 } });
        await atStep(panel, 50);
        await panel.page.waitForTimeout(600);
        await panel.send({ type: "action", action: { kind: "step", by: 1 } });
        await atStep(panel, 51);
        const moving = await panel.page.evaluate(() => document.getAnimations().length);
        expect(moving > 0).toBe(!reducedMotion);
      });
    }
  });
});

describe("machine", () => {
  test("a changed policy and number of CPUs run the program again", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      expect(await page.getByTestId("quantum").count()).toBe(0);
      await page.getByTestId("policy").selectOption("round-robin");
      await panel.waitFor("view", (it) => it.view.machine.policy === "round-robin" && !it.summary.running);
      await page.getByTestId("quantum").fill("0.5");
      await page.getByTestId("quantum").press("Enter");
      await panel.waitFor("view", (it) => it.view.machine.quantum === 500 && !it.summary.running);
      await page.getByTestId("cpus").fill("1");
      await page.getByTestId("cpus").press("Enter");
      await panel.waitFor("view", (it) => it.view.machine.cpus === 1 && !it.summary.running);
      await page.getByTestId("one-per-process").check();
      await panel.waitFor("view", (it) => it.view.machine.onePerProcess && !it.summary.running);
      const lanes = page.getByRole("row", { name: /^CPU/, includeHidden: true });
      expect(await lanes.count()).toBe(1);
    }));

  test("settings that textbooks make differently stand behind More, only those that the policy uses", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      expect(await page.getByTestId("queues").isVisible()).toBe(false);
      await page.getByTestId("more-settings").click();
      expect(await page.getByTestId("boost").count()).toBe(0);
      await page.getByTestId("queues").selectOption("per-cpu");
      await panel.waitFor("view", (it) => it.view.machine.scheduling.queues === "per-cpu" && !it.summary.running);
      await page.getByTestId("policy").selectOption("mlfq");
      await page.getByTestId("levels").fill("10, 20");
      await page.getByTestId("levels").press("Enter");
      await panel.waitFor("view", (it) => it.view.machine.scheduling.levels.join() === "10,20" && !it.summary.running);
      await page.getByTestId("boost").fill("0.5");
      await page.getByTestId("boost").press("Enter");
      await panel.waitFor("view", (it) => it.view.machine.scheduling.boost === 500 && !it.summary.running);
      await page.getByTestId("stay").check();
      await panel.waitFor("view", (it) => it.view.machine.scheduling.stay && !it.summary.running);
      expect(await violations(page)).toEqual([]);
    }));

  test("the metrics tab has a row for each thread", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.getByRole("tab", { name: "Metrics" }).click();
      await page.getByText("CPU use").waitFor();
      expect(await page.getByRole("region", { name: "Threads of the run" }).getByRole("row").count()).toBe(
        1 + bankTrace().metrics.threads.length,
      );
      expect(await violations(page)).toEqual([]);
    }));

  test("a run that never answers is replaced by the next", () =>
    withBank({}, async (panel) => {
      const silent = "self.__interleaveUnits = {}; self.onmessage = () => {};";
      await panel.send(load({ ...bankScenario(), programHash: "other" }, silent));
      await panel.page.getByText("Running the program").waitFor();
      await panel.send(load(bankScenario(), engineThatAnswers(bankTrace())));
      await atStep(panel, 57);
    }));
});

describe("selection and source", () => {
  test("the banner's places show the source without taking the focus", () =>
    withBank({}, async (panel) => {
      await panel.page.getByTestId("deadlock").getByRole("button", { name: "transfer.ts:13" }).click();
      const message = await panel.waitFor("reveal");
      expect(message).toMatchObject({ uri: "file:///workspace/bank/transfer.ts", focus: false });
      expect(bankTrace().sites[message.site]?.line).toBe(12);
    }));

  test("the editor follows steps taken by hand, unless told not to", () =>
    withBank({}, async (panel) => {
      const reveals = async (): Promise<number> => (await panel.posted()).filter((it) => it.type === "reveal").length;
      await panel.page.waitForTimeout(300);
      expect(await reveals()).toBe(0);
      await panel.send({ type: "action", action: { kind: "seek", to: 51 } });
      await panel.waitFor("reveal", (it) => it.uri.endsWith("/transfer.ts") && !it.focus);
      await panel.page.getByTestId("follow").click();
      const before = await reveals();
      await panel.send({ type: "action", action: { kind: "seek", to: 36 } });
      await atStep(panel, 36);
      await panel.page.waitForTimeout(300);
      expect(await reveals()).toBe(before);
    }));

  test("a click on a bar selects its lane everywhere and goes to its step", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      const grid = await page.getByRole("grid").boundingBox();
      if (grid === null) throw new Error("no timeline");
      // The second bar of `audit`, the last lane: from step 37 to 41 of 61, right of the gutter of 124 pixels.
      await page.mouse.click(grid.x + 124 + (39 / 61) * (grid.width - 124), grid.y + grid.height - 16);
      await atStep(panel, 37);
      expect(await page.getByTestId("bar-detail").textContent()).toMatch(/^audit: Running, steps 37 to 40/);
      expect(await page.getByRole("button", { name: /^5 audit/, pressed: true }).count()).toBe(1);
      expect(await page.locator("tr.selected").textContent()).toContain("audit");
    }));

  test("dragging the axis scrubs, dragging the bars moves the window and is no click", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      const grid = await page.getByRole("grid").boundingBox();
      if (grid === null) throw new Error("no timeline");
      const x = (step: number): number => grid.x + 124 + ((step + 0.5) / 61) * (grid.width - 124);
      await page.mouse.move(x(10), grid.y + 8);
      await page.mouse.down();
      await page.mouse.move(x(20), grid.y + 8, { steps: 5 });
      await page.mouse.up();
      await atStep(panel, 20);
      for (let zoom = 0; zoom < 4; zoom += 1) await page.getByRole("button", { name: "Zoom in" }).click();
      const cells = (): Promise<readonly string[]> =>
        page.getByRole("gridcell", { includeHidden: true }).allTextContents();
      const before = await cells();
      await page.mouse.move(x(20), grid.y + grid.height - 16);
      await page.mouse.down();
      await page.mouse.move(x(2), grid.y + grid.height - 16, { steps: 5 });
      await page.mouse.up();
      expect(await cells()).not.toEqual(before);
      await atStep(panel, 20);
    }));

  test("the wheel scrolls; with Ctrl it zooms", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      const grid = await page.getByRole("grid").boundingBox();
      if (grid === null) throw new Error("no timeline");
      await page.mouse.move(grid.x + 300, grid.y + 60);
      await page.mouse.wheel(0, 60);
      expect(await page.getByRole("button", { name: "Fit all" }).getAttribute("aria-disabled")).toBe("true");
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -60);
      await page.keyboard.up("Control");
      await page.locator('[aria-label^="Fit all"][aria-disabled="false"]').waitFor();
    }));

  test("the editor's line marks its events and leads to the next", () =>
    withBank({}, async (panel) => {
      await panel.send({ type: "action", action: { kind: "seek", to: 0 } });
      await panel.send({ type: "cursor", uri: "file:///workspace/bank/transfer.ts", line: 12 });
      await panel.page.getByRole("button", { name: "transfer.ts:13: 2 events, next" }).click();
      await atStep(panel, 50);
      await panel.page.getByRole("tab", { name: "Events" }).click();
      expect(await panel.page.locator(".event.on-line").count()).toBe(2);
    }));

  test("changed code is said, and can be asked for", () =>
    withBank({}, async (panel) => {
      await panel.send({ type: "stale", uri: "file:///workspace/bank/transfer.ts" });
      await panel.page.getByRole("button", { name: "Re-run" }).click();
      await panel.waitFor("refresh");
      await panel.send({ type: "action", action: { kind: "rerun" } });
      const refreshes = async (): Promise<number> =>
        (await panel.posted()).filter((it) => it.type === "refresh").length;
      await expect.poll(refreshes).toBe(2);
    }));

  test("commands of the editor do what the buttons do", () =>
    withBank({}, async (panel) => {
      await panel.send({ type: "action", action: { kind: "level", level: "processes" } });
      await panel.waitFor("view", (it) => it.view.level === "processes");
      await panel.page
        .getByRole("button", { name: /main\.ts/ })
        .first()
        .waitFor();
      await panel.send({ type: "action", action: { kind: "machine", change: { cpus: 8 } } });
      await panel.waitFor("view", (it) => it.view.machine.cpus === 8 && !it.summary.running);
    }));
});

describe("keyboard alone", () => {
  test("Tab reaches every part once, in reading order, and none traps it", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      const seen: string[] = [];
      for (let press = 0; press < 80; press += 1) {
        await page.keyboard.press("Tab");
        const name = await page.evaluate(() => {
          const it = document.activeElement;
          if (it === null || it === document.body) return undefined;
          const label = it.getAttribute("aria-label") ?? it.closest("label")?.textContent ?? it.textContent ?? "";
          return `${it.getAttribute("role") ?? it.tagName.toLowerCase()} ${label}`.trim();
        });
        if (name === undefined) break;
        seen.push(name);
      }
      const order = [
        /Run again/,
        /Help/,
        /^select Policy/,
        /^input CPUs/,
        /One thread per process/,
        /Play/,
        /^input Step$/,
        /^input Step.*of 60/,
        /^select Speed/,
        /source of this step/,
        /transfer\.ts:13/,
        /^input Tasks/,
        /^button 3 transfer/,
        /^input Steps/,
        /^button Zoom in/,
        /^grid Timeline/,
        /^tab Waits/,
        /^button Task transfer/,
        /^section Tasks and what/,
        /^button transfer$/,
      ];
      let from = 0;
      for (const wanted of order) {
        const index = seen.findIndex((name, at) => from <= at && wanted.test(name));
        expect(index, `${wanted} after ${seen[from - 1]} in\n${seen.join("\n")}`).toBeGreaterThanOrEqual(0);
        from = index + 1;
      }
    }));

  test("the toolbar is one stop with arrows inside", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.getByRole("button", { name: "Play" }).focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Enter");
      await atStep(panel, 56);
      await page.keyboard.press("Home");
      await page.keyboard.press("Enter");
      await atStep(panel, 0);
    }));

  test("in the timeline arrows walk bars and lanes, Enter shows the source, letters zoom", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      const grid = page.getByRole("grid");
      await grid.focus();
      for (let lane = 0; lane < 20; lane += 1) await page.keyboard.press("ArrowDown");
      const active = await grid.getAttribute("aria-activedescendant");
      const cell = await page.locator(`#${active}`).textContent();
      expect(cell).toMatch(/^audit: Blocked on alice\.mutex/);
      expect(await page.getByTestId("bar-detail").textContent()).toContain("held by transfer");
      await page.keyboard.press("Enter");
      expect(await panel.waitFor("reveal")).toMatchObject({ uri: "file:///workspace/bank/audit.ts" });
      await page.keyboard.press("w");
      await page.keyboard.press("w");
      const cells = await page.getByRole("gridcell", { includeHidden: true }).count();
      await page.keyboard.press("Shift+F");
      expect(await page.getByRole("gridcell", { includeHidden: true }).count()).toBeGreaterThan(cells);
    }));

  test("lanes beyond the edge scroll into sight", async () => {
    const panel = await harness.open();
    const trace = busyTrace({ threads: 4, cpus: 2, tasksPerThread: 25, events: 1000 });
    await panel.send(load({ ...bankScenario(), programHash: "busy" }, engineThatAnswers(trace)));
    await atStep(panel, trace.events.length);
    const grid = panel.page.getByRole("grid");
    await grid.focus();
    for (let lane = 0; lane < 60; lane += 1) await panel.page.keyboard.press("ArrowDown");
    const active = await grid.getAttribute("aria-activedescendant");
    expect(await panel.page.locator(`#${active}`).textContent()).toMatch(/^job #54: /);
    expect(await grid.evaluate((it) => it.scrollTop)).toBeGreaterThan(900);
    await panel.close();
  });

  test("in the graph arrows follow the edges round the deadlock", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.getByRole("button", { name: /^Task transfer/ }).focus();
      const names: (string | null | undefined)[] = [];
      for (let edge = 0; edge < 4; edge += 1) {
        await page.keyboard.press("ArrowRight");
        names.push(await page.evaluate(() => document.activeElement?.getAttribute("data-node")));
      }
      expect(names).toEqual(["resource-1", "task-5", "resource-0", "task-3"]);
    }));

  test("the help opens with ?, holds the focus, and closes with Escape", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("]");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await atStep(panel, 57);
    }));
});

describe("taking it along", () => {
  test("the run is copied as text, as a diagram and as a trace", () =>
    withBank({}, async (panel) => {
      const { page } = panel;
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const copied = async (name: string): Promise<string> => {
        await page.getByRole("button", { name: "Copy the run" }).click();
        await page.getByRole("menuitem", { name }).click();
        await page.getByText(/^Copied/).waitFor();
        return page.evaluate(() => navigator.clipboard.readText());
      };
      expect(await copied("as text")).toContain("bob.mutex");
      expect(await copied("Mermaid")).toMatch(/^(---|sequenceDiagram)/);
      expect(JSON.parse(await copied("Chrome trace"))).toHaveProperty("traceEvents");
      await page.getByRole("button", { name: "Copy the run" }).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowDown");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Copy as Mermaid diagram");
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Copy the run");
    }));
});

describe("untrusted text", () => {
  test("names, messages and output from the program are shown as text, never as markup", () =>
    withBank({}, async (panel) => {
      const evil = '<img src="x" onerror="globalThis.pwned = 1"><b>bold</b>';
      const trace = bankTrace();
      const renamed = {
        ...trace,
        title: evil,
        tasks: trace.tasks.map((it) => ({ ...it, name: `${evil} ${it.id}` })),
        resources: trace.resources.map((it) => ({ ...it, name: `${evil} ${it.id}` })),
        events: trace.events.map((it) => (it.kind === "output" ? { ...it, text: evil } : it)),
      };
      await panel.send(load({ ...bankScenario(), title: evil, programHash: "evil" }, engineThatAnswers(renamed)));
      await panel.waitFor("view", (it) => Object.keys(it.summary.tasks).some((name) => name.includes("onerror")));
      for (const tab of ["Waits", "Locks & queues", "Events", "Output"]) {
        await panel.page.getByRole("tab", { name: tab }).click();
        expect(await panel.page.locator("#app img").count()).toBe(0);
      }
      expect(await panel.page.evaluate(() => "pwned" in globalThis)).toBe(false);
      expect(await panel.page.locator("h1").textContent()).toBe(evil);
    }));
});
