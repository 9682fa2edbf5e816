// Typing: half a program takes no warning for granted, a repaired one has them back, and a quick fix ends what it fixes.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, lineOf, open, ruleId, until, untilWarnings, warnings } from "./support";

async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `"${from}" is not in ${document.fileName}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, to)));
}

describe("editing the bank", () => {
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    await closeAll();
    editor = await open("bank/transfer.ts");
    // Exactly these, so that nothing is left of the text of the test before.
    await untilWarnings(editor.document.uri, [
      `${lineOf(editor.document, "await from.mutex.acquire()")}: unreleased-on-path`,
      `${lineOf(editor.document, "await to.mutex.acquire()")}: lock-order`,
    ]);
  });

  // Leaves the file on the disk as it was.
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await closeAll();
  });

  it("survives broken syntax, and warns again once it is repaired", async () => {
    const { document } = editor;
    const before = warnings(document.uri);
    await replace(editor, "export async function transfer(", "export async function transfer((");
    await until("TypeScript's own error", () =>
      vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === "ts") ? true : undefined,
    );
    await replace(editor, "export async function transfer((", "export async function transfer(");
    await untilWarnings(document.uri, before);
  });

  it("follows the text: a line above moves the warnings down, a removed bug takes its own away", async () => {
    const { document } = editor;
    const before = warnings(document.uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// A new first line.\n"));
    const moved = before.map((entry) => entry.replace(/^\d+/, (line) => String(Number(line) + 1)));
    await untilWarnings(document.uri, moved);
    await replace(editor, "return false;", "releaseFrom();\n    return false;");
    await until("the end of unreleased-on-path", () =>
      warnings(document.uri).some((entry) => entry.endsWith(": unreleased-on-path")) ? undefined : true,
    );
  });

  it("offers a fix for the leaked lock, and applying it ends the warning", async () => {
    const { document } = editor;
    const line = lineOf(document, "await from.mutex.acquire()");
    const finding = vscode.languages
      .getDiagnostics(document.uri)
      .find((one) => one.range.start.line === line && ruleId(one) === "unreleased-on-path");
    assert.ok(finding, JSON.stringify(warnings(document.uri)));
    const fix = await until("a quick fix", async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        finding.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      // The command gives no diagnostics back; the title says which finding it ends.
      return actions.find((action) => action.edit !== undefined && /finally|runExclusive/.test(action.title));
    });
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await until("the end of unreleased-on-path", () =>
      warnings(document.uri).some((entry) => entry.endsWith(": unreleased-on-path")) ? undefined : true,
    );
  });
});
