// A language client with nothing of VS Code in it: starts the server as any editor does and speaks the protocol over its streams.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  createMessageConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";

export interface BareClientOptions {
  readonly cli: string;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: Readonly<Record<string, unknown>>;
  /** Answer to `workspace/configuration` for a folder's address. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
}

export const PULLS: ClientCapabilities = { textDocument: { diagnostic: {} } };
export const PUSHED: ClientCapabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };

/** Methods are closures: a test takes out those that it needs. */
export type BareClient = Awaited<ReturnType<typeof startClient>>;

/** Starts the server and greets it. */
export async function startClient(options: BareClientOptions) {
  const child = spawn(process.execPath, [options.cli, "lsp", "--stdio"]);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  /** What the server published last, by address. */
  const published = new Map<string, PublishDiagnosticsParams>();
  /** All that the server sent by itself, in order. */
  const heard: { readonly method: string; readonly params: unknown }[] = [];
  const texts = new Map<string, { readonly text: string; readonly version: number }>();
  const listeners = new Set<() => void>();

  const hear = (method: string, params: unknown) => {
    heard.push({ method, params });
    for (const listener of [...listeners]) listener();
  };
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    hear("textDocument/publishDiagnostics", params);
  });
  connection.onNotification((method, params) => hear(method, params));
  connection.onUnhandledProgress((params) => hear("$/progress", params));
  connection.onRequest("workspace/configuration", (params: { items: { scopeUri?: string }[] }) => {
    hear("workspace/configuration", params);
    return params.items.map(({ scopeUri }) => options.settings?.(scopeUri) ?? null);
  });
  connection.onRequest((method, params) => {
    hear(method, params);
    return null;
  });
  connection.listen();

  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? PULLS,
    // Nothing is kept from one test to the next unless a test is about that.
    initializationOptions: { cache: false, ...options.initializationOptions },
    workspaceFolders: (options.folders ?? []).map((path) => ({ uri: uriOf(path), name: path })),
  });
  await connection.sendNotification("initialized", {});

  /** Opens a file with its text on the disk, or with another. */
  const open = async (path: string, text = readFileSync(path, "utf8")): Promise<string> => {
    const uri = uriOf(path);
    texts.set(uri, { text, version: 1 });
    const textDocument = { uri, languageId: "typescript", version: 1, text };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    return uri;
  };

  /** Replaces the first `from` by `to`, as an editor tells it: by the range that changed. */
  const replace = async (uri: string, from: string, to: string): Promise<void> => {
    const { text, version } = texts.get(uri) ?? { text: "", version: 0 };
    const range = rangeOf(text, from);
    texts.set(uri, { text: text.replace(from, () => to), version: version + 1 });
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: version + 1 },
      contentChanges: [{ range, text: to }],
    });
  };

  const close = (uri: string): Promise<void> =>
    connection.sendNotification("textDocument/didClose", { textDocument: { uri } });

  const pull = (uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });

  const diagnostics = async (uri: string): Promise<readonly Diagnostic[]> => {
    const report = await pull(uri);
    return report.kind === "full" ? report.items : [];
  };

  const pullWorkspace = (
    previousResultIds: readonly { uri: string; value: string }[] = [],
  ): Promise<WorkspaceDiagnosticReport> => connection.sendRequest("workspace/diagnostic", { previousResultIds });

  const lenses = (uri: string): Promise<readonly CodeLens[]> =>
    connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });

  const actions = (uri: string, range: Range, about: readonly Diagnostic[] = []): Promise<readonly CodeAction[]> =>
    connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics: about },
    });

  /** Waits until something that the server sends makes the condition true. */
  const until = async (what: string, condition: () => boolean, patience = 60_000): Promise<void> => {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        listeners.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        listeners.delete(check);
        reject(new Error(`Waited in vain for ${what}`));
      }, patience);
      listeners.add(check);
    });
  };

  /** Says goodbye properly. @returns the exit code */
  const stop = async (): Promise<number | null> => {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    return exited;
  };

  /** For the end of a test, however it went. */
  const kill = async (): Promise<void> => {
    connection.dispose();
    child.kill();
    await exited;
  };

  return {
    process: child,
    connection,
    initialized,
    exited,
    published,
    heard,
    textOf: (uri: string) => texts.get(uri)?.text ?? "",
    open,
    replace,
    close,
    pull,
    pullWorkspace,
    diagnostics,
    lenses,
    actions,
    until,
    stop,
    kill,
  };
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** UTF-16 position of an offset. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** Range of the first occurrence. */
export function rangeOf(text: string, part: string): Range {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`"${part}" is not in the text`);
  return { start: positionAt(text, at), end: positionAt(text, at + part.length) };
}

/** The text after the edits of an action to one document. */
export function applied(text: string, action: CodeAction, uri: string): string {
  const edits = [...(action.edit?.changes?.[uri] ?? [])];
  const offsetAt = (line: number, character: number) =>
    text
      .split("\n")
      .slice(0, line)
      .reduce((sum, one) => sum + one.length + 1, 0) + character;
  // From the end, so that what is still to be done does not move; equal places keep their order.
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) =>
        offsetAt(b.edit.range.start.line, b.edit.range.start.character) -
          offsetAt(a.edit.range.start.line, a.edit.range.start.character) || b.index - a.index,
    )
    .reduce(
      (result, { edit: { range, newText } }) =>
        result.slice(0, offsetAt(range.start.line, range.start.character)) +
        newText +
        result.slice(offsetAt(range.end.line, range.end.character)),
      text,
    );
}
