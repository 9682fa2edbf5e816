// What the editor tests share: opening the examples, waiting for what a person would wait for, and the extension's own view of its panel.

import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import type { ExtensionApi } from "#client/extension";
import type { ViewState, ViewSummary } from "#protocol/webview";
import { connectBridge } from "./bridge";

export const bridge = connectBridge(process.env);

/** The extension's own account of what its panel shows. */
export async function extensionApi(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>("interleave.interleave");
  assert.ok(extension, "the extension is not installed");
  return await extension.activate();
}

/** A file of the copied examples, e.g. `bank/transfer.ts`. */
export function exampleUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  return vscode.Uri.file(join(folder.uri.fsPath, path));
}

/** Opens a file in the first column, with the keyboard in it. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(exampleUri(path));
  return await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}

/**
 * Waits until `read` gives something other than `undefined`, and returns it.
 *
 * @throws with `what` and the last thing seen, after `timeout` milliseconds
 */
export async function until<T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
  { timeout = 90_000, seen = (): unknown => "" }: { timeout?: number; seen?: () => unknown } = {},
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}. Last seen: ${JSON.stringify(await seen())}`);
    await sleep(50);
  }
}

/** Interleave's warnings in a file as `line: rule`, with zero-based lines, in order. */
export function warnings(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source?.toLowerCase() === "interleave")
    .map((diagnostic) => `${diagnostic.range.start.line}: ${ruleId(diagnostic)}`)
    .sort();
}

export function ruleId({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits until the warnings of a file are exactly these. */
export async function untilWarnings(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  const wanted = JSON.stringify([...expected].sort());
  await until(
    `the warnings ${wanted} in ${uri.path}`,
    () => (JSON.stringify(warnings(uri)) === wanted ? true : undefined),
    { seen: () => warnings(uri) },
  );
}

/** The zero-based line that contains `text`; it must be the only one. */
export function lineOf(document: vscode.TextDocument, text: string): number {
  const lines = document.getText().split("\n");
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index] : []));
  assert.equal(found.length, 1, `"${text}" is on ${found.length} lines of ${document.fileName}`);
  return found[0] ?? 0;
}

export interface Shown {
  readonly view: ViewState;
  readonly summary: ViewSummary;
}

/** Waits until no run is under way and the panel shows what `wanted` asks for. */
export async function untilPanel(what: string, wanted: (shown: Shown) => boolean, timeout = 90_000): Promise<Shown> {
  const { panel } = await extensionApi();
  const read = (): Shown | undefined => {
    const [view, summary] = [panel.view(), panel.summary()];
    return view === undefined || summary === undefined ? undefined : { view, summary };
  };
  return await until(
    what,
    () => {
      const shown = read();
      return shown?.summary.running === false && wanted(shown) ? shown : undefined;
    },
    { timeout, seen: read },
  );
}

/** Closes every editor and the panel, without asking about changes. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/**
 * Clicks the lens with this title above a line, as a person does. Without the bridge, runs the command that the lens carries:
 * the same from there on.
 */
export async function clickLens(document: vscode.TextDocument, title: string, line: number): Promise<void> {
  const lens = await until(`the lens "${title}" at line ${line + 1}`, async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      50,
    );
    return lenses.find((one) => one.command?.title.includes(title) && one.range.start.line === line);
  });
  if (bridge !== undefined) {
    await bridge.click("workbench", ".codelens-decoration a", title);
    return;
  }
  assert.ok(lens.command);
  await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
}
