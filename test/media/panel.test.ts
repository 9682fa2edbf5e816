// The panel end to end in a browser, under the production content security policy.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bankScenario, bankTrace } from "./fixtures/bank";
import { engineThatAnswers, type Harness, load, startHarness } from "./harness/panel";
import type { ThemeName } from "./harness/themes";

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});

afterAll(async () => {
  await harness?.close();
});

describe("pictures", () => {
  test.each<ThemeName>(["dark", "light", "high-contrast", "high-contrast-light"])("the bank in %s", async (theme) => {
    const panel = await harness.open({ theme });
    await panel.send(load(bankScenario(), engineThatAnswers(bankTrace())));
    await panel.waitFor("view", (it) => it.summary.steps > 0);
    await panel.page.waitForTimeout(200);
    await panel.screenshot(`bank-${theme}`);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });
});
