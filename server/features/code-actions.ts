// The lightbulb: a finding's own fixes, the simulation of the place, and a comment that silences the rule there.

import type { Finding, Fix, Range } from "#protocol/finding";
import { type ScenarioParams, SIMULATE_COMMAND } from "#protocol/server";
import { SIMULATE_TITLE } from "./code-lens";
import { type EditorDiagnostic, toDiagnostic } from "./diagnostics";
import { disableNextLine } from "./disable-comment";

/** What a fix changes, by the address of each file. */
export interface EditorEdit {
  changes: Record<string, { range: Range; newText: string }[]>;
}

/** The protocol's code action, in the part that is used. */
export interface EditorAction {
  title: string;
  kind: "quickfix";
  diagnostics: EditorDiagnostic[];
  isPreferred?: boolean;
  edit?: EditorEdit;
  command?: { title: string; command: string; arguments: [ScenarioParams] };
}

export interface CodeActionContext {
  readonly uri: string;
  /** Of the document, as the findings were made from it. */
  readonly text: string;
  /** The selection or the cursor. */
  readonly range: Range;
  /** Address of a file, as the client knows it. */
  readonly uriOf: (path: string) => string;
  /** Whether the client has a command for the simulation. */
  readonly canSimulate: boolean;
}

/** Actions for the findings that touch the range. The first fix of each is the preferred one. */
export function codeActions(findings: readonly Finding[], context: CodeActionContext): EditorAction[] {
  const here = findings.filter((finding) => touches(finding.range, context.range));
  const actions: EditorAction[] = [];
  for (const finding of here) {
    const diagnostics = [toDiagnostic(finding, context.uriOf)];
    finding.fixes.forEach((fix, index) => {
      actions.push({
        title: fix.title,
        kind: "quickfix",
        diagnostics,
        isPreferred: index === 0,
        edit: toEdit(fix, context.uriOf),
      });
    });
  }
  const first = here[0];
  if (first !== undefined && context.canSimulate) {
    const argument: ScenarioParams = { uri: context.uri, position: first.range.start };
    actions.push({
      title: SIMULATE_TITLE,
      kind: "quickfix",
      diagnostics: here.map((finding) => toDiagnostic(finding, context.uriOf)),
      command: { title: SIMULATE_TITLE, command: SIMULATE_COMMAND, arguments: [argument] },
    });
  }
  for (const finding of here) {
    const edit = disableNextLine(context.text, finding.range.start.line, finding.ruleId);
    actions.push({
      title: `Disable ${finding.ruleId} for this line`,
      kind: "quickfix",
      diagnostics: [toDiagnostic(finding, context.uriOf)],
      edit: { changes: { [context.uri]: [edit] } },
    });
  }
  return actions;
}

function toEdit(fix: Fix, uriOf: (path: string) => string): EditorEdit {
  const changes: EditorEdit["changes"] = {};
  for (const edit of fix.edits) {
    const uri = uriOf(edit.file);
    changes[uri] ??= [];
    changes[uri].push({ range: edit.range, newText: edit.newText });
  }
  return { changes };
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
