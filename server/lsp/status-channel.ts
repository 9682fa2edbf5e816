// Tells a client that asked for it what the analysis is doing; only when that changes.

import type { Connection } from "vscode-languageserver/node";
import { StatusNotification } from "#protocol/server";
import { visibleFindings } from "#server/features/diagnostics";
import { statusOf } from "#server/features/status";
import type { Session } from "./session";

export class StatusChannel {
  #told = "";

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {}

  update(): void {
    if (!this.session.support.status) return;
    const status = statusOf(this.session.analysing, this.session.failure, this.#results(), this.#count());
    const text = JSON.stringify(status);
    if (text === this.#told) return;
    this.#told = text;
    void this.connection.sendNotification(StatusNotification, status);
  }

  #results() {
    return this.session.folders.flatMap((folder) => folder.latest ?? []);
  }

  #count(): number {
    let count = 0;
    for (const { root, latest } of this.session.folders) {
      const settings = this.session.settingsOf(root);
      for (const path of latest?.findings.keys() ?? []) {
        if (latest !== undefined) count += visibleFindings(latest, path, settings).length;
      }
    }
    return count;
  }
}
