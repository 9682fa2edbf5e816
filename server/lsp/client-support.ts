// What the client at the other end can do, read once from its `initialize` request.

import * as v from "valibot";
import type { InitializeParams } from "vscode-languageserver/node";

export interface ClientSupport {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly relatedInformation: boolean;
  /** Wants `interleave/status`. */
  readonly status: boolean;
  /** Has the command `interleave.simulate`. */
  readonly simulate: boolean;
  /**
   * Folder in which analyses are kept for the next start. `false`: nowhere, because the workspace is not trusted, or nothing may be
   * written. Absent: the client leaves it to the server.
   */
  readonly cache: string | false | undefined;
}

const options = v.object({
  status: v.optional(v.boolean(), false),
  simulate: v.optional(v.boolean(), false),
  cache: v.optional(v.union([v.literal(false), v.string()])),
});

export function clientSupport(params: InitializeParams): ClientSupport {
  const { workspace, textDocument, window } = params.capabilities;
  const own = v.safeParse(options, params.initializationOptions);
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    relatedInformation:
      textDocument?.diagnostic?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    status: own.success && own.output.status,
    simulate: own.success && own.output.simulate,
    cache: own.success ? own.output.cache : undefined,
  };
}
