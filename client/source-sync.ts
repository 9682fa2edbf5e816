// Keeps the editors and the panel on the same line: shows the panel's places in the source, and tells the panel where the cursor is.

import * as vscode from "vscode";
import type { Scenario, SiteId } from "#engine/scenario";
import type { SourceMark, ToWebview } from "#protocol/webview";
import { type LineEdit, toCurrentLine, toOriginalLine } from "./line-tracker";

/** Milliseconds without a cursor move before the panel hears of it. */
const CURSOR_DELAY = 100;

/** Milliseconds after a place was shown in which a cursor move without a hand behind it is taken for its consequence. */
const ECHO = 300;

/** One for the life of a panel. Positions are tracked here, not in the panel, because only the host sees every edit. */
export class SourceSync implements vscode.Disposable {
  readonly #decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
    overviewRulerColor: new vscode.ThemeColor("interleave.stateRunning"),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  /** Both accesses of each data race. */
  readonly #raceDecoration = vscode.window.createTextEditorDecorationType({
    textDecoration: "underline wavy",
    color: new vscode.ThemeColor("editorWarning.foreground"),
    overviewRulerColor: new vscode.ThemeColor("editorWarning.foreground"),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  });
  readonly #subscriptions: vscode.Disposable[];
  /** Edits of each document since the program was asked for, by the document's address. */
  #edits = new Map<string, LineEdit[]>();
  #scenario: Scenario | undefined;
  #marks: readonly SourceMark[] = [];
  #highlighted: { readonly uri: string; readonly line: number } | undefined;
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;
  /** The latest place asked for while an earlier one is still being shown. */
  #next: { readonly site: SiteId; readonly focus: boolean } | undefined;
  #revealing = false;
  #revealedAt = 0;

  constructor(
    private readonly send: (message: ToWebview) => void,
    private readonly panelColumn: () => vscode.ViewColumn | undefined,
  ) {
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#cursorMoved(event)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#paint()),
    ];
  }

  /** Begins a new program: edits count from now on, since the server reads the text from now on. */
  begin(): void {
    this.#edits = new Map();
    this.#scenario = undefined;
    this.#marks = [];
    this.clear();
  }

  /** Marks these places of the program until others take their place. */
  mark(marks: readonly SourceMark[]): void {
    if (JSON.stringify(marks) === JSON.stringify(this.#marks)) return;
    this.#marks = marks;
    this.#paint();
  }

  /** The program that the panel shows. */
  show(scenario: Scenario): void {
    this.#scenario = scenario;
  }

  /** Files of the program that were edited since it was asked for, by the address the scenario gives them. */
  stale(): readonly string[] {
    const files = this.#scenario?.files ?? [];
    return files.filter((file) => this.#edits.has(normal(file.uri))).map((file) => file.uri);
  }

  /** Shows a place of the program beside the panel. While a line is being shown, only the latest wish is kept. */
  async reveal(site: SiteId, focus: boolean): Promise<void> {
    this.#next = { site, focus };
    if (this.#revealing) return;
    this.#revealing = true;
    try {
      for (let wish = this.#takeNext(); wish !== undefined; wish = this.#takeNext()) {
        await this.#revealOne(wish.site, wish.focus);
      }
    } finally {
      this.#revealing = false;
      this.#revealedAt = Date.now();
    }
  }

  /** Takes the highlight away. */
  clear(): void {
    this.#next = undefined;
    this.#highlighted = undefined;
    this.#paint();
  }

  dispose(): void {
    clearTimeout(this.#cursorTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#decoration.dispose();
    this.#raceDecoration.dispose();
  }

  #takeNext(): { readonly site: SiteId; readonly focus: boolean } | undefined {
    const wish = this.#next;
    this.#next = undefined;
    return wish;
  }

  async #revealOne(siteId: SiteId, focus: boolean): Promise<void> {
    const site = this.#scenario?.sites[siteId];
    const file = site && this.#scenario?.files[site.file];
    if (site === undefined || file === undefined) return;
    const uri = vscode.Uri.parse(file.uri);
    const line = toCurrentLine(this.#edits.get(uri.toString()) ?? [], site.line);
    if (line === undefined) {
      this.clear();
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (line >= document.lineCount) return;
    this.#highlighted = { uri: uri.toString(), line };
    const range = document.lineAt(line).range;
    const open = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    const editor =
      open && !focus
        ? open
        : await vscode.window.showTextDocument(document, {
            viewColumn: open?.viewColumn ?? this.#sourceColumn(),
            preserveFocus: !focus,
            preview: true,
          });
    if (focus) {
      const at = new vscode.Position(line, line === site.line ? site.character : range.start.character);
      editor.selection = new vscode.Selection(at, at);
    }
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.#paint();
  }

  /** A column with an editor in it, and never the panel's own. */
  #sourceColumn(): vscode.ViewColumn {
    const panel = this.panelColumn();
    const beside = vscode.window.visibleTextEditors.find(
      (editor) => editor.viewColumn !== undefined && editor.viewColumn !== panel,
    );
    if (beside?.viewColumn !== undefined) return beside.viewColumn;
    return panel === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  }

  #paint(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const here =
        this.#highlighted?.uri === editor.document.uri.toString() && this.#highlighted.line < editor.document.lineCount
          ? [editor.document.lineAt(this.#highlighted.line).range]
          : [];
      editor.setDecorations(this.#decoration, here);
      editor.setDecorations(this.#raceDecoration, this.#racesIn(editor.document));
    }
  }

  /** The marked places that edits have left as they were. */
  #racesIn(document: vscode.TextDocument): vscode.DecorationOptions[] {
    const uri = document.uri.toString();
    const edits = this.#edits.get(uri) ?? [];
    return this.#marks.flatMap(({ site: id, text }) => {
      const site = this.#scenario?.sites[id];
      const file = site && this.#scenario?.files[site.file];
      if (site === undefined || file === undefined || normal(file.uri) !== uri) return [];
      const line = toCurrentLine(edits, site.line);
      if (line === undefined || document.lineCount <= line) return [];
      const whole = document.lineAt(line).range;
      const end = site.endLine === site.line ? site.endCharacter : whole.end.character;
      const range = new vscode.Range(line, site.character, line, end);
      return [{ range: document.validateRange(range), hoverMessage: text }];
    });
  }

  #edited(event: vscode.TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0) return;
    const uri = event.document.uri.toString();
    const known = this.#edits.get(uri);
    const edits = known ?? [];
    // In the order in which the editor gives them each is relative to the text after the ones before it.
    for (const { range, text } of event.contentChanges) edits.push({ start: range.start, end: range.end, text });
    if (known !== undefined) return;
    this.#edits.set(uri, edits);
    for (const file of this.#scenario?.files ?? []) {
      if (normal(file.uri) === uri) this.send({ type: "stale", uri: file.uri });
    }
  }

  #cursorMoved({ textEditor: editor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    // Opening a document to show a place moves its cursor too.
    if (kind === undefined && (this.#revealing || Date.now() - this.#revealedAt < ECHO)) return;
    const uri = editor.document.uri.toString();
    const file = this.#scenario?.files.find((candidate) => normal(candidate.uri) === uri);
    if (file === undefined) return;
    clearTimeout(this.#cursorTimer);
    this.#cursorTimer = setTimeout(() => {
      const current = editor.selection.active.line;
      // Following the panel to a line must not come back to it as the user's own move.
      if (this.#highlighted?.uri === uri && this.#highlighted.line === current) return;
      const line = toOriginalLine(this.#edits.get(uri) ?? [], current);
      if (line !== undefined) this.send({ type: "cursor", uri: file.uri, line });
    }, CURSOR_DELAY);
  }
}

function normal(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}
