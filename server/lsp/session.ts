// One connected client: its folders, open documents and settings. The features read them; the connection feeds them.

import { existsSync } from "node:fs";
import { dirname } from "node:path/posix";
import {
  type Connection,
  MessageType,
  ShowMessageNotification,
  type ShowMessageParams,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { DEFAULT_SETTINGS, type InterleaveSettings } from "#protocol/settings";
import { RULE_IDS } from "#server/features/known-rules";
import { isInside, normalPath, pathOfUri, uriOfPath } from "#server/features/paths";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost, type SourceHost } from "#server/workspace/source-host";
import { diskCache, unhurried, usualCacheFolder } from "#server/workspace/cache";
import { createWorkspace } from "#server/workspace/workspace";
import type { ClientSupport } from "./client-support";
import { FirstReading } from "./first-reading";
import { Folder } from "./folder";
import { checkSettings } from "./settings";

/** Milliseconds that a client may take to answer for its settings before the defaults hold. */
const SETTINGS_PATIENCE = 3000;
const PATIENCE_STEP = 50;
/** Milliseconds without a new result after which what is known is kept on the disk. */
const KEEP_AFTER = 20_000;

/** An open document of a folder. */
export interface OpenFile {
  /** As the client gave it. */
  readonly uri: string;
  readonly path: string;
  readonly version: number;
}

export interface SessionEvents {
  /** A folder has a newer result, or its settings changed. */
  readonly onUpdate: (root: string) => void;
  /** A folder began or ended its work. */
  readonly onActivity: () => void;
}

export class Session {
  readonly #folders = new Map<string, Folder>();
  /** Folders made for a document that lies in none of the client's. */
  readonly #loose = new Set<string>();
  readonly #open = new Map<string, OpenFile>();
  readonly #overlay = new Map<string, string>();
  readonly #settings = new Map<string, InterleaveSettings>();
  #settingsReady: Promise<void> = Promise.resolve();
  /** Settings that a client without `workspace/configuration` pushed. */
  #pushed: unknown;
  readonly #complained = new Set<string>();
  readonly #busy = new Set<string>();
  #failure: string | undefined;
  readonly #caches = new Map<string, ReturnType<typeof unhurried>>();

  constructor(
    private readonly connection: Connection,
    readonly support: ClientSupport,
    private readonly events: SessionEvents,
  ) {}

  get folders(): readonly Folder[] {
    return [...this.#folders.values()];
  }

  get analysing(): boolean {
    return this.#busy.size > 0;
  }

  /** Why the last analysis failed, where it did. */
  get failure(): string | undefined {
    return this.#failure;
  }

  addFolder(uri: string): void {
    const root = pathOfUri(uri)?.replace(/(?<=.)\/$/, "");
    if (root === undefined || this.#folders.has(root)) return;
    this.#add(root);
    // Documents that were alone until now may belong to it.
    for (const file of this.#open.values()) {
      if (!isInside(root, file.path)) continue;
      this.#folders.get(root)?.edit(file.path, this.#overlay.get(file.path) ?? "", true);
    }
    this.#dropUnusedLoose();
  }

  removeFolder(uri: string): void {
    const root = pathOfUri(uri)?.replace(/(?<=.)\/$/, "");
    if (root === undefined) return;
    this.#remove(root);
    this.events.onUpdate(root);
    for (const file of this.#open.values()) if (isInside(root, file.path)) this.#adopt(file, true);
  }

  /** The text of a document is now this, because it was opened or edited. */
  edited(document: TextDocument): void {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    const opened = !this.#open.has(path);
    const file: OpenFile = { uri: document.uri, path, version: document.version };
    this.#open.set(path, file);
    this.#overlay.set(path, document.getText());
    this.#adopt(file, opened);
  }

  closed(uri: string): void {
    const path = pathOfUri(uri);
    if (path === undefined || !this.#open.delete(path)) return;
    this.#overlay.delete(path);
    this.folderOf(path)?.reload(path);
    this.#dropUnusedLoose();
  }

  /** A file changed on the disk. What is open in the editor counts more than the disk. */
  changedOnDisk(uri: string): void {
    const path = pathOfUri(uri);
    if (path === undefined || this.#open.has(path) || path.includes("/node_modules/")) return;
    this.folderOf(path)?.reload(path);
  }

  openFile(path: string): OpenFile | undefined {
    return this.#open.get(path);
  }

  openFiles(): readonly OpenFile[] {
    return [...this.#open.values()];
  }

  /** The innermost folder that holds the file. */
  folderOf(path: string): Folder | undefined {
    let found: Folder | undefined;
    for (const folder of this.#folders.values()) {
      if (isInside(folder.root, path) && (found === undefined || folder.root.length > found.root.length))
        found = folder;
    }
    return found;
  }

  /** The source as the editor has it. */
  hostOf(root: string): SourceHost {
    return diskHost(root, this.#overlay);
  }

  /** Address of a file: the client's own for a document that it has opened. */
  readonly uriOf = (path: string): string => this.#open.get(path)?.uri ?? uriOfPath(path);

  /** Settings of a folder as far as they are known; await `settled` first. */
  settingsOf(root: string): InterleaveSettings {
    return this.#settings.get(root) ?? DEFAULT_SETTINGS;
  }

  /** Resolves when the settings that were last asked for have arrived. */
  settled(): Promise<void> {
    return this.#settingsReady;
  }

  /** The settings may have changed. @param pushed what a client that cannot be asked sent along */
  async reloadSettings(pushed?: unknown): Promise<void> {
    if (pushed !== undefined) this.#pushed = pushed;
    const reload = Promise.all(this.folders.map((folder) => this.#loadSettings(folder))).then(() => undefined);
    this.#settingsReady = reload;
    await reload;
  }

  dispose(): void {
    for (const folder of this.#folders.values()) folder.dispose();
    this.#folders.clear();
    for (const cache of this.#caches.values()) cache.flush();
  }

  /** Gives an edited document to its folder, and makes one where there is none. */
  #adopt(file: OpenFile, opened: boolean): void {
    if (this.folderOf(file.path) === undefined) {
      const root = looseRoot(file.path);
      this.#loose.add(root);
      this.#add(root);
    }
    this.folderOf(file.path)?.edit(file.path, this.#overlay.get(file.path) ?? "", opened);
  }

  #add(root: string): void {
    const reading = new FirstReading(this.connection, this.support.progress, () => this.#folders.get(root)?.stop());
    const cache = this.#cacheOf(root);
    const options = cache === undefined ? {} : { cache };
    const folder = new Folder(root, createWorkspace(root, this.hostOf(root), options), {
      onBegin: () => {
        this.#busy.add(root);
        reading.begin();
        this.events.onActivity();
      },
      onProgress: (done, total) => reading.report(done, total),
      onResult: (result) => this.#finished(root, result),
      onError: (error) => {
        this.#failure = error instanceof Error ? error.message : String(error);
        this.connection.console.error(`Analysis of ${root} failed: ${describe(error)}`);
      },
      onEnd: () => {
        this.#busy.delete(root);
        reading.end();
        this.events.onActivity();
      },
    });
    this.#folders.set(root, folder);
    const settings = this.#loadSettings(folder);
    this.#settingsReady = Promise.all([this.#settingsReady, settings]).then(() => undefined);
    folder.begin();
  }

  /** Where the client says, else where `interleave check` keeps what it finds: never beside the user's own files. */
  #cacheOf(root: string): ReturnType<typeof unhurried> | undefined {
    const folder = this.support.cache ?? usualCacheFolder(root);
    if (folder === undefined || folder === false) return undefined;
    const cache = unhurried(diskCache(folder, JSON.stringify(["editor", root])), KEEP_AFTER);
    this.#caches.set(root, cache);
    return cache;
  }

  #finished(root: string, result: AnalysisResult): void {
    this.#failure = undefined;
    for (const problem of result.problems) {
      this.#complain(problem.file === undefined ? problem.message : `${problem.file}: ${problem.message}`, "log");
    }
    this.events.onUpdate(root);
  }

  #remove(root: string): void {
    this.#folders.get(root)?.dispose();
    this.#folders.delete(root);
    this.#caches.get(root)?.flush();
    this.#caches.delete(root);
    this.#loose.delete(root);
    this.#settings.delete(root);
    this.#busy.delete(root);
  }

  #dropUnusedLoose(): void {
    for (const root of this.#loose) {
      const used = this.openFiles().some((file) => this.folderOf(file.path)?.root === root);
      if (!used) {
        this.#remove(root);
        this.events.onUpdate(root);
      }
    }
  }

  async #loadSettings(folder: Folder): Promise<void> {
    const { settings, complaints } = checkSettings(await this.#section(folder.root), RULE_IDS);
    for (const complaint of complaints) this.#complain(complaint, "show");
    if (this.#folders.get(folder.root) !== folder) return;
    const before = JSON.stringify(this.settingsOf(folder.root));
    this.#settings.set(folder.root, settings);
    folder.enable(settings.enable);
    if (before !== JSON.stringify(settings)) this.events.onUpdate(folder.root);
  }

  async #section(root: string): Promise<unknown> {
    if (!this.support.configuration) return this.#pushed;
    const answer = this.connection.workspace.getConfiguration({ scopeUri: uriOfPath(root), section: "interleave" });
    return Promise.race([answer, after(SETTINGS_PATIENCE)]).catch((error: unknown) => {
      this.connection.console.warn(`The settings could not be read: ${describe(error)}`);
      return undefined;
    });
  }

  /** Says a thing once. */
  #complain(message: string, how: "show" | "log"): void {
    if (this.#complained.has(message)) return;
    this.#complained.add(message);
    this.connection.console.warn(message);
    if (how === "log") return;
    const shown: ShowMessageParams = { type: MessageType.Warning, message: `Interleave: ${message}` };
    void this.connection.sendNotification(ShowMessageNotification.type, shown);
  }
}

/** Where to look from, for a document in no folder: the nearest directory with a project in it, else its own. */
function looseRoot(path: string): string {
  const own = dirname(normalPath(path));
  for (let directory = own; directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(`${directory}/tsconfig.json`) || existsSync(`${directory}/package.json`)) return directory;
  }
  return own;
}

/** Waits in short steps: a step that the server spent working hid the client's answer, so it counts as one step only. */
async function after(milliseconds: number): Promise<undefined> {
  for (let waited = 0; waited < milliseconds; waited += PATIENCE_STEP) {
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_STEP).unref());
    await new Promise((resolve) => setImmediate(resolve).unref());
  }
  return undefined;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
