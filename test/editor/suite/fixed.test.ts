// The corrected twin: nothing to warn about, and it runs to its end.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { bridge, clickLens, closeAll, exampleUri, open, untilPanel, untilWarnings, warnings } from "./support";

describe("the corrected bank", () => {
  before(closeAll);
  after(closeAll);

  it("has no warning in any of its files", async () => {
    // The warnings of the other one are the sign that the analysis is through.
    await open("bank/audit.ts");
    const files = await vscode.workspace.findFiles("bank-fixed/*.ts");
    assert.ok(files.length >= 6);
    for (const file of files) {
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One, preview: false });
      await vscode.commands.executeCommand("vscode.executeCodeLensProvider", file);
      await untilWarnings(file, []);
    }
    // A warning that comes late would come within this time.
    await sleep(1500);
    assert.deepEqual(files.flatMap(warnings), []);
  });

  it("runs to its end", async () => {
    const { document } = await open("bank-fixed/main.ts");
    await clickLens(document, "Simulate scheduling", 0);
    const { summary } = await untilPanel("the end of the run", (shown) => shown.summary.outcome !== undefined);
    assert.equal(summary.outcome?.kind, "completed", JSON.stringify(summary));
    assert.equal(summary.deadlock, "");
    assert.ok(document.uri.path.startsWith(exampleUri("bank-fixed").path));
    await vscode.commands.executeCommand("interleave.lastStep");
    await untilPanel("the last step", ({ view, summary: { steps } }) => view.step >= steps - 1);
    await bridge?.screenshot("completed");
  });
});
