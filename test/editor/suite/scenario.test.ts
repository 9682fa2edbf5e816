// What is started, edited in the panel: tried, written into the source as a comment, run as that says, and undone in the editor.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { bridge, clickLens, closeAll, lineOf, open, until, untilPanel } from "./support";

describe("the scenario", () => {
  after(closeAll);

  const outside = bridge;
  // Its clicks come from outside of the editor.
  if (outside === undefined) return;

  it("is written above its function, runs from there, and can be undone", async () => {
    await closeAll();
    const { document } = await open("bank/transfer.ts");
    const before = document.getText();
    await clickLens(document, "Simulate scheduling", lineOf(document, "export async function transfer"));
    await untilPanel("the program's run", ({ summary }) => summary.outcome?.kind === "deadlock");
    await outside.click("panel", "[role=tab]", "Scenario");
    await outside.click("panel", "[data-testid=start-add]");
    await outside.click("panel", "[data-testid=start-keep]");
    const written = await until("the comment", () => {
      const line = /@simulate .*transfer\(.*/.exec(document.getText())?.[0];
      return line;
    });
    assert.match(written, /transfer\(from, to, amount\)/);
    assert.ok(document.isDirty, "the comment is not saved by us");
    await untilPanel("the run of the comment's call", ({ summary }) => summary.outcome?.kind === "completed");
    await outside.screenshot("scenario");
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });
});
