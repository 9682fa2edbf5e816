// `interleave lsp --stdio`: the language server for any editor.

import { serve } from "#server/lsp/connection";
import { VERSION } from "#server/version";
import { UsageError } from "./exit-codes";

/** Goes on living until the client says goodbye or its stream ends. */
export function runLsp(options: { readonly stdio?: boolean }): void {
  if (options.stdio !== true) throw new UsageError("`interleave lsp` needs `--stdio`.");
  serve(VERSION);
}
