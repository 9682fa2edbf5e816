// The one simulator panel: its lifetime, what it shows, and the messages to and from it. No analysis and no simulation happen here.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { MachineSettings } from "#engine/machine";
import type { AnnotateParams, AnnotateResult, ScenarioParams, ScenarioResult, StartEdit } from "#protocol/server";
import type { FromWebview, PanelAction, ToWebview, ViewState, ViewSummary, WrongInput } from "#protocol/webview";
import { decodeFromWebview, decodeRemembered, type Remembered } from "./decode";
import { configuredMachine } from "./machine-settings";
import { panelHtml } from "./panel-html";
import { keepStart, keptStart, writeComment } from "./scenario-edits";
import { SourceSync } from "./source-sync";

/** Also the `when` value `activeWebviewPanelId` of the manifest's key bindings. */
export const PANEL_ID = "interleave.panel";

/** Set while the panel can be seen; the manifest enables the panel's commands by it. */
const VISIBLE_CONTEXT = "interleave.panelVisible";

const MEMORY_KEY = "interleave.panel";

/** What the panel needs from the rest of the extension. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  /** Outlives the window. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  requestScenario(params: ScenarioParams, token: vscode.CancellationToken): Promise<ScenarioResult>;
  annotate(params: AnnotateParams): Promise<AnnotateResult>;
}

/** What the page should show: kept here because the page is gone whenever it is hidden. */
type Content =
  | { readonly kind: "nothing" }
  | { readonly kind: "message"; readonly message: ToWebview }
  | { readonly kind: "program"; readonly load: Extract<ToWebview, { type: "load" }> };

export class SimulatorPanel implements vscode.Disposable {
  readonly #updates = new vscode.EventEmitter<void>();
  #panel: vscode.WebviewPanel | undefined;
  #source: SourceSync | undefined;
  /** The page has said `ready` and has not been hidden since. */
  #ready = false;
  #content: Content = { kind: "nothing" };
  #params: ScenarioParams | undefined;
  #view: ViewState | undefined;
  #summary: ViewSummary | undefined;
  #request: vscode.CancellationTokenSource | undefined;
  #engine: Promise<string> | undefined;

  constructor(private readonly services: PanelServices) {}

  /** Fires after the page told what it shows. */
  readonly onDidUpdate = this.#updates.event;

  summary(): ViewSummary | undefined {
    return this.#summary;
  }

  view(): ViewState | undefined {
    return this.#view;
  }

  /** Opens or reveals the panel with the program at this place. The editor keeps the focus. */
  async simulate(params: ScenarioParams): Promise<void> {
    if (this.#panel === undefined) {
      const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.#adopt(vscode.window.createWebviewPanel(PANEL_ID, "Interleave", options, this.#webviewOptions()));
    } else {
      this.#panel.reveal(undefined, true);
    }
    const kept = params.position === undefined ? keptStart(this.services.memory, params.uri) : undefined;
    await this.#load(kept === undefined ? params : { ...params, edit: kept }, undefined);
  }

  /** Takes over the panel that the window had before a reload, and asks again for what it showed. */
  async revive(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    panel.webview.options = this.#webviewOptions();
    this.#adopt(panel);
    const remembered = decodeRemembered(this.services.memory.get(MEMORY_KEY));
    // With nothing remembered the page shows its own beginning.
    if (remembered !== undefined) await this.#load(remembered.params, remembered.view);
  }

  /** The program again, from the present source. The machine stays as it was set. */
  async refresh(): Promise<void> {
    if (this.#params !== undefined) await this.#load(this.#params, undefined);
  }

  /** Does in the panel what one of its buttons does. */
  act(action: PanelAction): void {
    this.#post({ type: "action", action });
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#updates.dispose();
  }

  async #load(params: ScenarioParams, view: ViewState | undefined): Promise<void> {
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    this.#params = params;
    const machine = view?.machine ?? this.#view?.machine ?? machineOf(params);
    this.#view = view;
    this.#summary = undefined;
    this.#source?.begin();
    this.#show({
      kind: "message",
      message: { type: "busy", message: vscode.l10n.t("Preparing the program for simulation") },
    });
    try {
      const [result, engineSource] = await Promise.all([
        this.services.requestScenario(params, request.token),
        this.#engineSource(),
      ]);
      if (request.token.isCancellationRequested || this.#panel === undefined) return;
      if (result.scenario === undefined) {
        this.#showProblems(params, result.problems);
        return;
      }
      for (const problem of result.problems) this.services.log.warn(problem.message);
      // The page may have reported the old program's step meanwhile.
      this.#view = view;
      this.#panel.title = vscode.l10n.t("Simulation: {0}", result.scenario.title);
      this.#source?.show(result.scenario);
      const load = { type: "load", scenario: result.scenario, engineSource, machine, view } as const;
      this.#show({ kind: "program", load: result.start === undefined ? load : { ...load, start: result.start } });
      this.#remember();
    } catch (error) {
      if (request.token.isCancellationRequested) return;
      this.services.log.error(`The program could not be prepared: ${describe(error)}`);
      this.#showProblems(params, [
        { severity: "error", message: vscode.l10n.t("The program could not be prepared: {0}", describe(error)) },
      ]);
    } finally {
      request.dispose();
      if (this.#request === request) this.#request = undefined;
    }
  }

  #showProblems(params: ScenarioParams, problems: ScenarioResult["problems"]): void {
    const title = vscode.workspace.asRelativePath(vscode.Uri.parse(params.uri));
    if (this.#panel !== undefined) this.#panel.title = vscode.l10n.t("Simulation: {0}", title);
    this.#show({ kind: "message", message: { type: "problems", title, problems } });
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#ready = false;
    const source = new SourceSync(
      (message) => this.#post(message),
      () => panel.viewColumn,
    );
    this.#source = source;
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) {
        this.#ready = false;
        source.clear();
      }
      setVisible(panel.visible);
    });
    panel.onDidDispose(() => {
      source.dispose();
      if (this.#panel !== panel) return;
      this.#request?.cancel();
      this.#panel = undefined;
      this.#source = undefined;
      this.#ready = false;
      this.#content = { kind: "nothing" };
      this.#view = undefined;
      this.#summary = undefined;
      setVisible(false);
      this.#updates.fire();
    });
    const resource = (name: string) =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#webviewRoot(), name)).toString();
    panel.webview.html = panelHtml({
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString("base64url"),
      script: resource("main.js"),
      styles: [resource("codicon.css"), resource("style.css")],
    });
    setVisible(panel.visible);
  }

  #receive(raw: unknown): void {
    const message = decodeFromWebview(raw);
    if (message === undefined) {
      this.services.log.warn("The panel sent a message that is not understood.");
      return;
    }
    this.#handle(message).catch((error: unknown) =>
      this.services.log.error(`${message.type} from the panel failed: ${describe(error)}`),
    );
  }

  async #handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#show(this.#content);
        return;
      case "view":
        this.#view = message.view;
        this.#summary = message.summary;
        this.#source?.mark(message.summary.marks);
        this.#remember();
        this.#updates.fire();
        return;
      case "reveal":
        await this.#source?.reveal(message.site, message.focus);
        return;
      case "refresh":
        await this.refresh();
        return;
      case "start":
        await this.#start(message.edit, message.keep);
        return;
      case "annotate": {
        const { type: _, ...params } = message;
        await this.#comment(params, params.tag);
        return;
      }
      case "error":
        this.services.log.error(`Panel: ${message.message}`);
        return;
    }
  }

  /** Starts what a person wrote, if it can be started; else says what is wrong with it, and nothing changes. */
  async #start(edit: StartEdit | undefined, keep: boolean): Promise<void> {
    const params = this.#params;
    if (params === undefined) return;
    const { edit: _, ...plain } = params;
    const above = this.#content.kind === "program" ? this.#content.load.start?.above : undefined;
    if (keep && edit !== undefined && above !== undefined) {
      await this.#comment({ tag: "simulate", functionName: above, text: "", start: edit }, "simulate");
      return;
    }
    if (edit === undefined) {
      if (keep) await keepStart(this.services.memory, params.uri, undefined);
      await this.#load(plain, undefined);
      return;
    }
    const token = new vscode.CancellationTokenSource();
    const { problems, scenario } = await this.services.requestScenario({ ...plain, edit }, token.token);
    token.dispose();
    if (scenario === undefined) {
      const [problem] = problems;
      const message = problem?.message ?? vscode.l10n.t("This cannot be started.");
      this.#post({ type: "wrong", message, at: problem?.field ?? "simulate" });
      return;
    }
    if (keep) await keepStart(this.services.memory, params.uri, edit);
    await this.#load({ ...plain, edit }, undefined);
  }

  /** Writes a comment into the source and runs it as it is then. */
  async #comment(params: Omit<AnnotateParams, "uri">, at: WrongInput["at"]): Promise<void> {
    if (this.#params === undefined) return;
    const { edit, position, ...plain } = this.#params;
    const written = await writeComment({ uri: plain.uri, ...params }, this.services.annotate);
    if (written.kind === "refused") {
      const { problem = "", field = at } = written.result;
      this.#post({ type: "wrong", message: problem, at: field });
      return;
    }
    const kept = params.tag === "simulate" || edit === undefined ? {} : { edit };
    const moved = position === undefined ? {} : { position: written.moved(position) };
    await this.#load({ ...plain, ...moved, ...kept }, undefined);
  }

  #show(content: Content): void {
    this.#content = content;
    if (content.kind === "message") this.#post(content.message);
    if (content.kind !== "program") return;
    // A page that was hidden comes back to the step it was at.
    this.#post(
      this.#view === undefined ? content.load : { ...content.load, machine: this.#view.machine, view: this.#view },
    );
    for (const uri of this.#source?.stale() ?? []) this.#post({ type: "stale", uri });
  }

  #post(message: ToWebview): void {
    if (this.#ready) void this.#panel?.webview.postMessage(message);
  }

  #remember(): void {
    if (this.#params === undefined) return;
    const remembered: Remembered = { params: this.#params, view: this.#view };
    void this.services.memory.update(MEMORY_KEY, remembered);
  }

  /** The engine's code goes to the page as text, because the page may start workers from a blob only. */
  #engineSource(): Promise<string> {
    this.#engine ??= readText(vscode.Uri.joinPath(this.services.extensionUri, "dist", "engine-worker.js")).catch(
      (error: unknown) => {
        this.#engine = undefined;
        throw error;
      },
    );
    return this.#engine;
  }

  #webviewRoot(): vscode.Uri {
    return vscode.Uri.joinPath(this.services.extensionUri, "dist", "webview");
  }

  #webviewOptions(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return {
      enableScripts: true,
      enableCommandUris: false,
      localResourceRoots: [this.#webviewRoot()],
      retainContextWhenHidden: false,
    };
  }
}

function machineOf({ uri }: ScenarioParams): MachineSettings {
  const settings = vscode.workspace.getConfiguration("interleave.machine", vscode.Uri.parse(uri));
  return configuredMachine((key) => settings.get(key));
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function setVisible(visible: boolean): void {
  void vscode.commands.executeCommand("setContext", VISIBLE_CONTEXT, visible);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
