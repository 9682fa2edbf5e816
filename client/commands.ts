// The commands of the manifest, each bound to what it does.

import * as vscode from "vscode";
import { POLICIES, policyById } from "#engine/policies/index";
import { type ScenarioParams, SIMULATE_COMMAND } from "#protocol/server";
import type { PanelAction } from "#protocol/webview";
import { decodeScenarioParams } from "./decode";
import type { Server } from "./language-client";
import type { SimulatorPanel } from "./simulator-panel";

const MOST_CPUS = 8;

export interface CommandServices {
  readonly panel: SimulatorPanel;
  readonly server: () => Promise<Server>;
  readonly log: vscode.LogOutputChannel;
}

/** Commands that do in the panel what one of its buttons does. */
const ACTIONS: Readonly<Record<string, PanelAction>> = {
  "interleave.stepForward": { kind: "step", by: 1 },
  "interleave.stepBack": { kind: "step", by: -1 },
  "interleave.play": { kind: "toggle-play" },
  "interleave.firstStep": { kind: "seek", to: "start" },
  "interleave.lastStep": { kind: "seek", to: "end" },
  "interleave.showProcesses": { kind: "level", level: "processes" },
  "interleave.showThreads": { kind: "level", level: "threads" },
  "interleave.showTasks": { kind: "level", level: "tasks" },
};

export function registerCommands(services: CommandServices): vscode.Disposable[] {
  const { panel } = services;
  const actions = Object.entries(ACTIONS).map(([id, action]) =>
    vscode.commands.registerCommand(id, () => panel.act(action)),
  );
  return [
    ...actions,
    vscode.commands.registerCommand(SIMULATE_COMMAND, (argument: unknown) =>
      simulate(panel, decodeScenarioParams(argument) ?? atCursor()),
    ),
    vscode.commands.registerCommand("interleave.simulateFile", () => simulate(panel, wholeFile())),
    vscode.commands.registerCommand("interleave.restart", () => panel.refresh()),
    vscode.commands.registerCommand("interleave.setPolicy", (argument: unknown) => setPolicy(panel, argument)),
    vscode.commands.registerCommand("interleave.setCpus", (argument: unknown) => setCpus(panel, argument)),
    vscode.commands.registerCommand("interleave.restartServer", async () => (await services.server()).restart()),
    vscode.commands.registerCommand("interleave.showLog", () => services.log.show(true)),
  ];
}

async function simulate(panel: SimulatorPanel, params: ScenarioParams | undefined): Promise<void> {
  if (params === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Open a TypeScript file from the disk to simulate its scheduling."),
    );
    return;
  }
  await panel.simulate(params);
}

function atCursor(): ScenarioParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme !== "file") return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

function wholeFile(): ScenarioParams | undefined {
  const here = atCursor();
  return here && { uri: here.uri };
}

/** @param argument a policy's id; a person is asked where it is absent */
async function setPolicy(panel: SimulatorPanel, argument: unknown): Promise<void> {
  const policy =
    typeof argument === "string"
      ? policyById(argument)
      : (
          await vscode.window.showQuickPick(
            POLICIES.map((definition) => ({ label: definition.name, detail: definition.description, definition })),
            { title: vscode.l10n.t("Scheduling policy"), matchOnDetail: true },
          )
        )?.definition;
  if (policy !== undefined) panel.act({ kind: "machine", change: { policy: policy.id } });
}

/** @param argument the number of CPUs; a person is asked where it is absent */
async function setCpus(panel: SimulatorPanel, argument: unknown): Promise<void> {
  const choices = Array.from({ length: MOST_CPUS }, (_, index) => String(index + 1));
  const cpus =
    typeof argument === "number"
      ? argument
      : Number(await vscode.window.showQuickPick(choices, { title: vscode.l10n.t("Number of CPUs") }));
  if (Number.isInteger(cpus) && cpus >= 1) panel.act({ kind: "machine", change: { cpus } });
}
