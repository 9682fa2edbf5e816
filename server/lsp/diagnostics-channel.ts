// How diagnostics reach the client: pulled by those that can, pushed to the others. One for each session.

import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import {
  DIAGNOSTIC_SOURCE,
  type EditorDiagnostic,
  resultId,
  toDiagnostic,
  visibleFindings,
} from "#server/features/diagnostics";
import { pathOfUri } from "#server/features/paths";
import type { AnalysisResult } from "#server/workspace/analysis";
import type { Folder } from "./folder";
import { orCancelled } from "./guard";
import type { Session } from "./session";

/** Milliseconds for which a workspace pull stays unanswered where nothing is new, so that a client need not ask all the time. */
const LONGEST_HOLD = 30_000;

const EMPTY_ID = resultId([]);

export class DiagnosticsChannel {
  /** What each open document's client was last told, by path. */
  readonly #told = new Map<string, string>();
  /** Files with diagnostics at a client that is pushed to, by path. */
  readonly #pushed = new Map<string, string>();
  /** Files with problems in what the user tells, by path. */
  readonly #complained = new Map<string, string>();
  readonly #holding = new Set<() => void>();
  #checkQueued = false;

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {}

  /** Answers `textDocument/diagnostic` with what holds for the newest text. */
  async document(params: DocumentDiagnosticParams, token: CancellationToken): Promise<DocumentDiagnosticReport> {
    const path = pathOfUri(params.textDocument.uri);
    const folder = path === undefined ? undefined : this.session.folderOf(path);
    if (path === undefined || folder === undefined) return full([]);
    await orCancelled(this.session.settled(), token);
    const result = await orCancelled(folder.fresh(this.session.support.refreshDiagnostics), token);
    const items = this.#diagnostics(folder, result, path);
    const id = resultId(items);
    if (this.session.openFile(path) !== undefined) this.#told.set(path, id);
    if (id === params.previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return { ...full(items), resultId: id };
  }

  /** Answers `workspace/diagnostic`. Where nothing is new and the client streams, the answer waits for news. */
  async workspace(params: WorkspaceDiagnosticParams, token: CancellationToken): Promise<WorkspaceDiagnosticReport> {
    const previous = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
    const first = await this.#workspaceItems(previous, token);
    const news = first.some((item) => item.kind === DocumentDiagnosticReportKind.Full);
    if (news || params.partialResultToken === undefined) return { items: first };
    await orCancelled(this.#news(), token);
    return { items: await this.#workspaceItems(previous, token) };
  }

  /** A folder's findings or settings changed. */
  updated(): void {
    for (const release of [...this.#holding]) release();
    void this.#complain();
    if (!this.session.support.pullDiagnostics) void this.#push();
    else if (this.session.support.refreshDiagnostics && !this.#checkQueued) {
      this.#checkQueued = true;
      // After the pulls that waited for this very result have been answered.
      setImmediate(() => this.#refreshWhereStale());
    }
  }

  /** The document is no longer open: its client has forgotten it. */
  closed(uri: string): void {
    const path = pathOfUri(uri);
    if (path !== undefined) this.#told.delete(path);
  }

  /** Nobody is kept waiting. */
  dispose(): void {
    for (const release of [...this.#holding]) release();
  }

  #diagnostics(folder: Folder, result: AnalysisResult | undefined, path: string): EditorDiagnostic[] {
    if (result === undefined) return [];
    const settings = this.session.settingsOf(folder.root);
    return visibleFindings(result, path, settings).map((finding) => this.#toDiagnostic(finding));
  }

  #toDiagnostic(finding: Parameters<typeof toDiagnostic>[0]): EditorDiagnostic {
    const diagnostic = toDiagnostic(finding, this.session.uriOf);
    return this.session.support.relatedInformation ? diagnostic : { ...diagnostic, relatedInformation: [] };
  }

  async #workspaceItems(
    previous: ReadonlyMap<string, string>,
    token: CancellationToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    await orCancelled(this.session.settled(), token);
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const seen = new Set<string>();
    for (const folder of this.session.folders) {
      const result = await orCancelled(folder.fresh(), token);
      for (const path of result?.findings.keys() ?? []) {
        if (this.session.folderOf(path) !== folder) continue;
        const diagnostics = this.#diagnostics(folder, result, path);
        if (diagnostics.length === 0) continue;
        const uri = this.session.uriOf(path);
        const version = this.session.openFile(path)?.version ?? null;
        const id = resultId(diagnostics);
        seen.add(uri);
        items.push(
          previous.get(uri) === id
            ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId: id }
            : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId: id, items: diagnostics },
        );
      }
    }
    for (const [uri, id] of previous) {
      if (seen.has(uri) || id === EMPTY_ID) continue;
      items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId: EMPTY_ID, items: [] });
    }
    return items;
  }

  /** Resolves with the next update, or after a while without one. */
  #news(): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        clearTimeout(timer);
        this.#holding.delete(release);
        resolve();
      };
      const timer = setTimeout(release, LONGEST_HOLD);
      timer.unref();
      this.#holding.add(release);
    });
  }

  /** An edit in one file can change what another one has; its client does not ask by itself. */
  #refreshWhereStale(): void {
    this.#checkQueued = false;
    for (const [path, told] of this.#told) {
      const folder = this.session.folderOf(path);
      const now = folder === undefined ? [] : this.#diagnostics(folder, folder.latest, path);
      if (resultId(now) === told) continue;
      this.connection.languages.diagnostics
        .refresh()
        .catch((error: unknown) => this.connection.console.log(`Diagnostics were not refreshed: ${error}`));
      return;
    }
  }

  /** Problems in `interleave.json` and in tags are pushed to everybody: nobody pulls for files of other languages. */
  async #complain(): Promise<void> {
    const current = new Map<string, Diagnostic[]>();
    for (const folder of this.session.folders) {
      for (const { file, range, severity, message, told } of folder.latest?.problems ?? []) {
        if (told !== true || file === undefined || range === undefined) continue;
        const code = severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        const diagnostic: Diagnostic = { range, severity: code, source: DIAGNOSTIC_SOURCE, message };
        current.set(file, [...(current.get(file) ?? []), diagnostic]);
      }
    }
    for (const path of this.#complained.keys()) if (!current.has(path)) current.set(path, []);
    for (const [path, diagnostics] of current) {
      const text = JSON.stringify(diagnostics);
      if (this.#complained.get(path) === text) continue;
      if (diagnostics.length === 0) this.#complained.delete(path);
      else this.#complained.set(path, text);
      // A client that is pushed to would take these for all that there is of the file.
      if (this.session.support.pullDiagnostics || path.endsWith(".json")) await this.#publish(path, diagnostics);
    }
  }

  async #push(): Promise<void> {
    await this.session.settled();
    const current = new Map<string, EditorDiagnostic[]>();
    for (const folder of this.session.folders) {
      for (const path of folder.latest?.findings.keys() ?? []) {
        if (this.session.folderOf(path) !== folder) continue;
        const diagnostics = this.#diagnostics(folder, folder.latest, path);
        if (diagnostics.length > 0) current.set(path, diagnostics);
      }
    }
    for (const path of [...this.#pushed.keys()]) {
      if (current.has(path)) continue;
      this.#pushed.delete(path);
      await this.#publish(path, []);
    }
    for (const [path, diagnostics] of current) {
      const id = resultId(diagnostics);
      if (this.#pushed.get(path) === id) continue;
      this.#pushed.set(path, id);
      await this.#publish(path, diagnostics);
    }
  }

  #publish(path: string, diagnostics: Diagnostic[]): Promise<void> {
    const open = this.session.openFile(path);
    const uri = this.session.uriOf(path);
    return this.connection.sendDiagnostics(open ? { uri, version: open.version, diagnostics } : { uri, diagnostics });
  }
}

function full(items: Diagnostic[]): { kind: typeof DocumentDiagnosticReportKind.Full; items: Diagnostic[] } {
  return { kind: DocumentDiagnosticReportKind.Full, items };
}
