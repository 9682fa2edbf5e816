// The language server's connection: hands what a client asks to the features, and nothing else.

import { dirname } from "node:path/posix";
import {
  type CancellationToken,
  type CodeAction,
  type CodeLens,
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  AnnotateRequest,
  type AnnotateParams,
  type AnnotateResult,
  type ScenarioParams,
  ScenarioRequest,
  type ScenarioResult,
} from "#protocol/server";
import { codeActions } from "#server/features/code-actions";
import { visibleFindings } from "#server/features/diagnostics";
import { pathOfUri, uriOfPath } from "#server/features/paths";
import { annotated, scenarioAt } from "#server/features/scenario";
import { clientSupport } from "./client-support";
import { DiagnosticsChannel } from "./diagnostics-channel";
import { guard, orCancelled } from "./guard";
import { LensChannel } from "./lens-channel";
import { Session } from "./session";
import { StatusChannel } from "./status-channel";

/** Files whose change on the disk can change a result. */
const WATCHED = ["**/*.{ts,tsx,mts,cts}", "**/tsconfig*.json", "**/package.json", "**/interleave.json"];

/** A connected client and what serves it. */
interface Wired {
  readonly session: Session;
  readonly diagnostics: DiagnosticsChannel;
  readonly lenses: LensChannel;
  /** Addresses of the folders that the client began with. */
  readonly folders: readonly string[];
}

/**
 * Serves one client over the transport that the command line names (`--stdio`, `--node-ipc`), until it says goodbye;
 * the process ends with code 0 after `shutdown`, else with 1.
 */
export function serve(version: string): void {
  const connection = createConnection();
  const documents = new TextDocuments(TextDocument);
  let wired: Wired | undefined;

  connection.onInitialize((params): InitializeResult => {
    wired = wire(connection, params);
    return initializeResult(wired.session, version);
  });
  connection.onInitialized(() => {
    if (wired !== undefined) whenInitialized(connection, wired);
  });
  connection.onShutdown(() => {
    wired?.diagnostics.dispose();
    wired?.session.dispose();
  });

  connection.onDidChangeConfiguration((params) => {
    const pushed: unknown = params.settings;
    void wired?.session.reloadSettings(sectionOf(pushed));
  });
  connection.onDidChangeWatchedFiles((params) => {
    for (const { uri } of params.changes) wired?.session.changedOnDisk(uri);
  });
  documents.onDidChangeContent(({ document }) => wired?.session.edited(document));
  documents.onDidClose(({ document }) => {
    wired?.diagnostics.closed(document.uri);
    wired?.lenses.closed(document.uri);
    wired?.session.closed(document.uri);
  });
  documents.listen(connection);

  const noReport: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on(
    guard(connection, "textDocument/diagnostic", noReport, (params, token) =>
      wired === undefined ? noReport : wired.diagnostics.document(params, token),
    ),
  );
  const noReports: WorkspaceDiagnosticReport = { items: [] };
  connection.languages.diagnostics.onWorkspace(
    guard(connection, "workspace/diagnostic", noReports, (params, token) =>
      wired === undefined ? noReports : wired.diagnostics.workspace(params, token),
    ),
  );
  const noLenses: CodeLens[] = [];
  connection.onCodeLens(
    guard(connection, "textDocument/codeLens", noLenses, (params, token) =>
      wired === undefined ? noLenses : wired.lenses.lenses(params.textDocument.uri, token),
    ),
  );
  const noActions: CodeAction[] = [];
  connection.onCodeAction(
    guard(connection, "textDocument/codeAction", noActions, async (params, token) => {
      const path = pathOfUri(params.textDocument.uri);
      const folder = path === undefined ? undefined : wired?.session.folderOf(path);
      const only = params.context.only;
      const wanted = only === undefined || only.some((kind) => kind === "" || kind === "quickfix");
      if (wired === undefined || path === undefined || folder === undefined || !wanted) return noActions;
      const { session } = wired;
      await orCancelled(session.settled(), token);
      const result = await orCancelled(folder.fresh(true), token);
      if (result === undefined) return noActions;
      return codeActions(visibleFindings(result, path, session.settingsOf(folder.root)), {
        uri: params.textDocument.uri,
        text: documents.get(params.textDocument.uri)?.getText() ?? "",
        range: params.range,
        uriOf: session.uriOf,
        canSimulate: session.support.simulate,
      });
    }),
  );
  const failed: ScenarioResult = {
    problems: [{ severity: "error", message: "The program could not be prepared; the log says why." }],
  };
  connection.onRequest(
    ScenarioRequest,
    guard(connection, ScenarioRequest, failed, async (params: ScenarioParams, token: CancellationToken) => {
      const path = pathOfUri(params.uri);
      if (wired === undefined || path === undefined) return failed;
      const folder = wired.session.folderOf(path);
      const analysis = folder && (await orCancelled(folder.fresh(), token));
      const host = wired.session.hostOf(folder?.root ?? dirname(path));
      const context = { host, analysis, cancelled: () => token.isCancellationRequested };
      return orCancelled(scenarioAt(params, context), token);
    }),
  );
  const refused: AnnotateResult = { edits: [], problem: "The comment could not be placed; the log says why." };
  connection.onRequest(
    AnnotateRequest,
    guard(connection, AnnotateRequest, refused, async (params: AnnotateParams) => {
      const path = pathOfUri(params.uri);
      if (wired === undefined || path === undefined) return refused;
      const root = wired.session.folderOf(path)?.root ?? dirname(path);
      return annotated(params, wired.session.hostOf(root));
    }),
  );
  connection.listen();
}

function wire(connection: Connection, params: InitializeParams): Wired {
  const session: Session = new Session(connection, clientSupport(params), {
    onUpdate: () => {
      diagnostics.updated();
      lenses.updated();
      status.update();
    },
    onActivity: () => status.update(),
  });
  const diagnostics = new DiagnosticsChannel(connection, session);
  const lenses = new LensChannel(connection, session);
  const status = new StatusChannel(connection, session);
  return { session, diagnostics, lenses, folders: foldersOf(params) };
}

function initializeResult(session: Session, version: string): InitializeResult {
  const { support } = session;
  return {
    serverInfo: { name: "interleave", version },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeLensProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: ["quickfix"], resolveProvider: false },
      ...(support.pullDiagnostics
        ? { diagnosticProvider: { identifier: "interleave", interFileDependencies: true, workspaceDiagnostics: true } }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** From here on the server may ask the client things. */
function whenInitialized(connection: Connection, { session, folders }: Wired): void {
  const { support } = session;
  const log = (error: unknown) => connection.console.warn(`The client refused a registration: ${error}`);
  if (support.watchConfiguration) {
    connection.client.register(DidChangeConfigurationNotification.type, { section: "interleave" }).catch(log);
  }
  if (support.watchFiles) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(log);
  }
  if (support.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) session.removeFolder(uri);
      for (const { uri } of added) session.addFolder(uri);
    });
  }
  for (const uri of folders) session.addFolder(uri);
}

function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  if (params.rootUri) return [params.rootUri];
  return params.rootPath ? [uriOfPath(params.rootPath)] : [];
}

/** Clients push either all settings or the section itself. */
function sectionOf(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null) return undefined;
  return "interleave" in settings ? settings.interleave : settings;
}
