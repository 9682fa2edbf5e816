// A language client with nothing of VS Code in it: starts the server as any editor does and speaks the protocol over its streams.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
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
  readonly initializationOptions?: unknown;
  /** Answer to `workspace/configuration` for a folder's address. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
}

export const PULLS: ClientCapabilities = { textDocument: { diagnostic: {} } };
export const PUSHED: ClientCapabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };

export class BareClient {
  /** What the server published last, by address. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  /** Methods of all that the server sent, in order. */
  readonly heard: { readonly method: string; readonly params: unknown }[] = [];
  initialized: InitializeResult | undefined;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #listeners = new Set<() => void>();

  private constructor(
    readonly process: ChildProcessWithoutNullStreams,
    readonly connection: ProtocolConnection,
  ) {
    this.exited = new Promise((resolve) => this.process.once("exit", resolve));
  }

  /** Starts the server and greets it. */
  static async start(options: BareClientOptions): Promise<BareClient> {
    const child = spawn(process.execPath, [options.cli, "lsp", "--stdio"]);
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new BareClient(child, connection);
    client.#listen(options);
    connection.listen();
    client.initialized = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? PULLS,
      initializationOptions: options.initializationOptions,
      workspaceFolders: (options.folders ?? []).map((path) => ({ uri: uriOf(path), name: path })),
    });
    await connection.sendNotification("initialized", {});
    return client;
  }

  /** Opens a file with its text on the disk, or with another. */
  async open(path: string, text = readFileSync(path, "utf8"), languageId = "typescript"): Promise<string> {
    const uri = uriOf(path);
    this.#texts.set(uri, { text, version: 1 });
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  textOf(uri: string): string {
    return this.#texts.get(uri)?.text ?? "";
  }

  /** Replaces the first `from` by `to`, as an editor tells it: by the range that changed. */
  async replace(uri: string, from: string, to: string): Promise<void> {
    const { text, version } = this.#texts.get(uri) ?? { text: "", version: 0 };
    const at = text.indexOf(from);
    if (at < 0) throw new Error(`"${from}" is not in the text`);
    const range = { start: positionAt(text, at), end: positionAt(text, at + from.length) };
    this.#texts.set(uri, { text: text.slice(0, at) + to + text.slice(at + from.length), version: version + 1 });
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: version + 1 },
      contentChanges: [{ range, text: to }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? report.items : [];
  }

  pullWorkspace(previousResultIds: readonly { uri: string; value: string }[] = []): Promise<WorkspaceDiagnosticReport> {
    return this.connection.sendRequest("workspace/diagnostic", { previousResultIds });
  }

  lenses(uri: string): Promise<readonly CodeLens[]> {
    return this.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });
  }

  actions(uri: string, range: Range, diagnostics: readonly Diagnostic[] = []): Promise<readonly CodeAction[]> {
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics },
    });
  }

  /** Waits until something that the server sends makes the condition true. */
  async until(what: string, condition: () => boolean, patience = 20_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#listeners.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#listeners.delete(check);
        reject(new Error(`Waited in vain for ${what}`));
      }, patience);
      this.#listeners.add(check);
    });
  }

  /** Says goodbye properly. @returns the exit code */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return this.exited;
  }

  /** For the end of a test, however it went. */
  async kill(): Promise<void> {
    this.connection.dispose();
    this.process.kill();
    await this.exited;
  }

  #listen({ settings }: BareClientOptions): void {
    const hear = (method: string, params: unknown) => {
      this.heard.push({ method, params });
      for (const listener of [...this.#listeners]) listener();
    };
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      hear("textDocument/publishDiagnostics", params);
    });
    this.connection.onNotification((method, params) => hear(method, params));
    this.connection.onRequest("workspace/configuration", (params: { items: { scopeUri?: string }[] }) => {
      hear("workspace/configuration", params);
      return params.items.map(({ scopeUri }) => settings?.(scopeUri) ?? null);
    });
    this.connection.onRequest((method, params) => {
      hear(method, params);
      return null;
    });
  }
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
