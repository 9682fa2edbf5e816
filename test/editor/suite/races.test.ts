// A data race of the run: both accesses are marked in the source, and the panel names them.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { bridge, clickLens, closeAll, extensionApi, open, until, untilPanel } from "./support";

describe("a data race", () => {
  before(async () => {
    await closeAll();
    const { document } = await open("races/main.ts");
    await clickLens(document, "Simulate scheduling", 0);
    await untilPanel("the races", ({ summary }) => summary.outcome?.kind === "completed" && summary.marks.length > 0);
  });

  after(closeAll);

  it("is known to the editor with both of its accesses", async () => {
    const { panel } = await extensionApi();
    const texts = panel.summary()?.marks.map(({ text }) => text) ?? [];
    assert.ok(texts.length >= 1, "nothing is marked");
    for (const text of texts) assert.match(text, /race/i);
  });

  it("is underlined in the source, and listed with its file in the panel", async () => {
    if (bridge === undefined) return;
    const outside = bridge;
    await outside.click("panel", '[role="tab"]', "Races");
    const places = await outside.texts("panel", '[role="tabpanel"] .place');
    assert.ok(places.length >= 2, "both accesses have a place");
    for (const place of places) assert.match(place, /^counter\.ts:\d+$/);
    await outside.click("panel", '[role="tabpanel"] .place');
    await until("the source of the access", () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.endsWith("/races/counter.ts")),
    );
    await until("the wavy underline", async () => {
      const count = await outside.evaluate(
        "workbench",
        () =>
          Array.from(document.querySelectorAll(".view-line span")).filter((span) =>
            getComputedStyle(span).textDecoration.includes("wavy"),
          ).length,
      );
      return typeof count === "number" && count > 0 ? count : undefined;
    });
    await outside.screenshot("races");
  });
});
