// Activation of the extension: wiring only. The language client is loaded after `activate` has returned.

import * as vscode from "vscode";
import type { ViewState, ViewSummary } from "#protocol/webview";
import { registerCommands } from "./commands";
import { DOCUMENTS } from "./documents";
import { PANEL_ID, SimulatorPanel } from "./simulator-panel";
import { createStatus } from "./status";

/** What `activate` returns: enough for a test in the real editor to know what a person sees. */
export interface ExtensionApi {
  readonly panel: {
    summary(): ViewSummary | undefined;
    view(): ViewState | undefined;
    readonly onDidUpdate: vscode.Event<void>;
  };
}

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const log = vscode.window.createOutputChannel("Interleave", { log: true });
  const status = createStatus(DOCUMENTS);
  const server = import("./language-client").then(({ startServer }) =>
    startServer({
      extensionUri: context.extensionUri,
      log,
      onStatus: (news) => status.update(news),
      cacheFolder: () => cacheFolder(context),
    }),
  );
  server.then((running) => running.started).catch((error: unknown) => log.error(`The language server: ${error}`));

  const panel = new SimulatorPanel({
    extensionUri: context.extensionUri,
    memory: context.workspaceState,
    log,
    requestScenario: async (params, token) => (await server).requestScenario(params, token),
    annotate: async (params) => (await server).annotate(params),
  });
  context.subscriptions.push(
    log,
    status,
    panel,
    ...registerCommands({ panel, server: () => server, log }),
    vscode.window.registerWebviewPanelSerializer(PANEL_ID, {
      deserializeWebviewPanel: async (revived) => panel.revive(revived),
    }),
    { dispose: () => void server.then((running) => running.stop()) },
  );
  return {
    panel: { summary: () => panel.summary(), view: () => panel.view(), onDidUpdate: panel.onDidUpdate },
  };
}

/** The editor's own folder for this workspace, never the user's; what an untrusted one says is not kept. */
function cacheFolder({ storageUri }: vscode.ExtensionContext): string | false {
  if (!vscode.workspace.isTrusted || storageUri?.scheme !== "file") return false;
  return vscode.Uri.joinPath(storageUri, "analysis").fsPath;
}
