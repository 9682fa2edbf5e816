// Code lenses as one client sees them: answered from the newest result, refreshed only where the set of functions changed.

import {
  type CancellationToken,
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
} from "vscode-languageserver/node";
import { codeLenses, lensKey } from "#server/features/code-lens";
import { pathOfUri } from "#server/features/paths";
import { orCancelled } from "./guard";
import type { Session } from "./session";

export class LensChannel {
  /** Which functions had a lens when each open document was last answered, by path. */
  readonly #told = new Map<string, string>();
  #checkQueued = false;

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {}

  /** Waits for the newest text's result: meanwhile an editor keeps the lenses that it has, so that nothing flickers. */
  async lenses(uri: string, token: CancellationToken): Promise<CodeLens[]> {
    const path = pathOfUri(uri);
    const folder = path === undefined ? undefined : this.session.folderOf(path);
    if (path === undefined || folder === undefined) return [];
    await orCancelled(this.session.settled(), token);
    const result = await orCancelled(folder.fresh(this.session.support.refreshLenses), token);
    const settings = this.session.settingsOf(folder.root);
    this.#told.set(path, result === undefined ? "[]" : lensKey(result, path, settings));
    return result === undefined ? [] : codeLenses(result, path, uri, settings);
  }

  /** A folder's result or settings changed. */
  updated(): void {
    if (!this.session.support.refreshLenses || this.#checkQueued) return;
    this.#checkQueued = true;
    setImmediate(() => {
      this.#checkQueued = false;
      if (this.#isStale()) {
        this.connection
          .sendRequest(CodeLensRefreshRequest.type)
          .catch((error: unknown) => this.connection.console.log(`Code lenses were not refreshed: ${error}`));
      }
    });
  }

  closed(uri: string): void {
    const path = pathOfUri(uri);
    if (path !== undefined) this.#told.delete(path);
  }

  #isStale(): boolean {
    for (const [path, told] of this.#told) {
      const folder = this.session.folderOf(path);
      const now = folder?.latest ? lensKey(folder.latest, path, this.session.settingsOf(folder.root)) : "[]";
      if (now !== told) return true;
    }
    return false;
  }
}
