// What a person edits of a scenario, kept: as a comment in the source, or with the file in the workspace's memory where no comment can say it.

import * as vscode from "vscode";
import type { Position } from "#protocol/finding";
import type { AnnotateParams, AnnotateResult, StartEdit } from "#protocol/server";
import { decodeKeptStarts } from "./decode";

const KEPT_KEY = "keptStarts";

/** What was kept for a whole file. */
export function keptStart(memory: vscode.Memento, uri: string): StartEdit | undefined {
  return decodeKeptStarts(memory.get(KEPT_KEY))[uri];
}

/** @param start `undefined` forgets it */
export async function keepStart(memory: vscode.Memento, uri: string, start: StartEdit | undefined): Promise<void> {
  const { [uri]: _, ...others } = decodeKeptStarts(memory.get(KEPT_KEY));
  await memory.update(KEPT_KEY, start === undefined ? others : { ...others, [uri]: start });
}

export type Written =
  /** Where a place of the file is now. */
  | { readonly kind: "written"; moved(position: Position): Position }
  | { readonly kind: "refused"; readonly result: AnnotateResult };

/** Writes the comment into the document, which can be undone there; it is not saved. */
export async function writeComment(
  params: AnnotateParams,
  annotate: (params: AnnotateParams) => Promise<AnnotateResult>,
): Promise<Written> {
  const result = await annotate(params);
  if (result.problem !== undefined) return { kind: "refused", result };
  const edit = new vscode.WorkspaceEdit();
  const uri = vscode.Uri.parse(params.uri);
  for (const { range, newText } of result.edits) {
    const { start, end } = range;
    edit.replace(uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    return { kind: "refused", result: { edits: [], problem: vscode.l10n.t("The editor did not take the change.") } };
  }
  return {
    kind: "written",
    moved: ({ line, character }) => {
      const by = result.edits
        .filter(({ range }) => range.start.line <= line)
        .reduce(
          (sum, { range, newText }) => sum + newText.split("\n").length - 1 - (range.end.line - range.start.line),
          0,
        );
      return { line: Math.max(0, line + by), character };
    },
  };
}
