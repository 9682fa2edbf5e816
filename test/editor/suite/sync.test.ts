// The panel and the editor on the same line: a click shows the source, the cursor marks its events, an edit makes the panel say so.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { bridge, clickLens, closeAll, exampleUri, extensionApi, lineOf, open, until, untilPanel } from "./support";

describe("the panel and the editor", () => {
  let focusedAfterOpening: string | undefined;

  before(async () => {
    await closeAll();
    const { document } = await open("bank/main.ts");
    await clickLens(document, "Simulate scheduling", 0);
    await untilPanel("the deadlock", ({ summary }) => summary.outcome?.kind === "deadlock");
    focusedAfterOpening = vscode.window.activeTextEditor?.document.uri.path;
    // It opens at the deadlock, which has a place in the source; the very last steps have none.
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await closeAll();
  });

  it("leave the focus in the editor when the panel opens", () => {
    assert.equal(focusedAfterOpening, exampleUri("bank/main.ts").path);
  });

  it("show the source of a step, beside the panel and without taking the focus", async () => {
    if (bridge === undefined) return;
    await bridge.click("panel", '[aria-label="Show the source of this step"][aria-disabled="false"]');
    const shown = await until("the source", () =>
      vscode.window.visibleTextEditors.find(({ document }) => /\/bank\/(transfer|audit)\.ts$/.test(document.uri.path)),
    );
    assert.equal(shown.viewColumn, vscode.ViewColumn.One);
    const panel = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => /Simulation/.test(label));
    assert.ok(panel?.isActive, "the panel is no longer in front of its column");
  });

  it("come back to where they were after the panel was hidden", async () => {
    const { panel } = await extensionApi();
    await vscode.commands.executeCommand("interleave.showThreads");
    await vscode.commands.executeCommand("interleave.firstStep");
    await vscode.commands.executeCommand("interleave.stepForward");
    const before = await untilPanel("the threads", ({ view }) => view.level === "threads" && view.step === 1);
    // In front of the panel, whose page is destroyed by that.
    const column = vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(({ label }) => /Simulation/.test(label)));
    await vscode.window.showTextDocument(exampleUri("bank/ledger.ts"), { viewColumn: column?.viewColumn });
    const again = new Promise<void>((resolve) => {
      const subscription = panel.onDidUpdate(() => {
        subscription.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await again;
    const after = await untilPanel("the same step", ({ view }) => view.step === before.view.step);
    assert.deepEqual(after.view, before.view);
    await vscode.commands.executeCommand("interleave.showTasks");
    await vscode.commands.executeCommand("interleave.lastStep");
  });

  it("mark the events of the line that the cursor is on", async () => {
    const editor = await open("bank/transfer.ts");
    const line = lineOf(editor.document, "await to.mutex.acquire()");
    if (bridge === undefined) return;
    const outside = bridge;
    let character = 0;
    await until("the line in the panel", async () => {
      character = 1 - character;
      editor.selection = new vscode.Selection(line, character, line, character);
      const texts = await outside.texts("panel", ".why .text-button");
      return texts.some((text) => text.includes(`transfer.ts:${line + 1}:`)) ? texts : undefined;
    });
    await outside.screenshot("cursor");
  });

  it("say that the code has changed, and run it again from what is now in the editor", async () => {
    const editor = await open("bank/transfer.ts");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// A new first line.\n"));
    if (bridge !== undefined) {
      const outside = bridge;
      await until("the banner", async () => {
        const texts = await outside.texts("panel", ".banner.stale");
        return texts.length > 0 ? texts : undefined;
      });
      await outside.screenshot("stale");
    }
    await vscode.commands.executeCommand("interleave.restart");
    const { summary } = await untilPanel("the new run", (shown) => shown.summary.outcome?.kind === "deadlock");
    assert.ok(summary.deadlock.includes("transfer"));
    if (bridge !== undefined) assert.deepEqual(await bridge.texts("panel", ".banner.stale"), []);
  });
});
