// The language status item: what the analysis is doing, in the editor's own place for it.

import * as vscode from "vscode";
import type { StatusParams } from "#protocol/server";

export interface Status extends vscode.Disposable {
  update(status: StatusParams | "stopped"): void;
}

export function createStatus(documents: readonly vscode.DocumentFilter[]): Status {
  const item = vscode.languages.createLanguageStatusItem("interleave.status", [...documents]);
  item.name = "Interleave";
  item.text = "Interleave";
  item.detail = vscode.l10n.t("starting");
  item.command = { command: "interleave.showLog", title: vscode.l10n.t("Show Log") };
  return {
    update(status) {
      item.busy = status !== "stopped" && status.state === "analysing";
      item.severity =
        status === "stopped" || status.state === "failed"
          ? vscode.LanguageStatusSeverity.Error
          : vscode.LanguageStatusSeverity.Information;
      item.detail = detailOf(status);
    },
    dispose: () => item.dispose(),
  };
}

function detailOf(status: StatusParams | "stopped"): string {
  if (status === "stopped") return vscode.l10n.t("the language server is not running");
  switch (status.state) {
    case "analysing":
      return vscode.l10n.t("reading the program");
    case "failed":
      return status.problems[0]?.message ?? vscode.l10n.t("the analysis failed");
    case "idle": {
      const found =
        status.findings === 0
          ? vscode.l10n.t("none found in {0} files", status.files)
          : vscode.l10n.t("{0} findings in {1} files", status.findings, status.files);
      const problem = status.problems[0]?.message;
      return problem === undefined ? found : `${found}. ${problem}`;
    }
  }
}
