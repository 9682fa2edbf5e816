// Starts the language server beside the editor and talks to it.

import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn, TransportKind } from "vscode-languageclient/node";
import {
  type AnnotateParams,
  AnnotateRequest,
  type AnnotateResult,
  type ScenarioParams,
  ScenarioRequest,
  type ScenarioResult,
  StatusNotification,
  type StatusParams,
} from "#protocol/server";
import { DOCUMENTS } from "./documents";

/** The server as the rest of the client sees it. */
export interface Server {
  /** Resolves once the server answers requests; rejects where it could not be started. */
  readonly started: Promise<void>;
  requestScenario(params: ScenarioParams, token: vscode.CancellationToken): Promise<ScenarioResult>;
  annotate(params: AnnotateParams): Promise<AnnotateResult>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Where the server keeps what it found for the next start; `false`: nowhere. */
  readonly cacheFolder: () => string | false;
  readonly onStatus: (status: StatusParams | "stopped") => void;
}

export function startServer(options: ServerOptions): Server {
  const module = vscode.Uri.joinPath(options.extensionUri, "dist", "server.js").fsPath;
  const client = new LanguageClient(
    "interleave",
    "Interleave",
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [...DOCUMENTS],
      outputChannel: options.log,
      // A message box on every hiccup steals the focus; the log and the status item say it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => ({ status: true, simulate: true, cache: options.cacheFolder() }),
      diagnosticPullOptions: { onChange: true, onSave: false },
    },
  );
  client.onNotification(StatusNotification, (status: StatusParams) => options.onStatus(status));
  const started = client.start().catch((error: unknown) => {
    options.onStatus("stopped");
    throw error;
  });
  return {
    started,
    async requestScenario(params, token) {
      await started;
      return client.sendRequest<ScenarioResult>(ScenarioRequest, params, token);
    },
    async annotate(params) {
      await started;
      return client.sendRequest<AnnotateResult>(AnnotateRequest, params);
    },
    restart: () => client.restart(),
    stop: () => client.dispose(),
  };
}
