// One folder of the editor: its workspace, and when it is analysed. Knows nothing of the protocol.

import { existsSync } from "node:fs";
import type { AnalysisResult, Workspace } from "#server/workspace/analysis";

/**
 * Milliseconds of quiet after an edit before the analysis begins. People strike a key every 100 to 200 ms: an analysis that is
 * over before the next one begins at once, and only one that would be given up again and again waits for a pause.
 */
const LONGEST_QUIET = 150;
const QUICK = 50;
/** Milliseconds after a first result that came from the disk until what the next analysis will need is fetched. */
const WARM_UP = 300;

export interface FolderEvents {
  readonly onBegin: () => void;
  /** Files done of files to do. */
  readonly onProgress: (done: number, total: number) => void;
  /** A result that holds for the newest text; after one that only holds for the open files, the whole one follows. */
  readonly onResult: (result: AnalysisResult) => void;
  readonly onError: (error: unknown) => void;
  /** The analysis ended for the time being: by a result, an error, a stop. */
  readonly onEnd: () => void;
}

interface Waiting {
  /** Content with a result that holds for the open files. */
  readonly early: boolean;
  readonly resolve: (result: AnalysisResult | undefined) => void;
}

/**
 * Analyses after edits, one run at a time. A run whose text has changed meanwhile is given up and begun again, and whoever
 * waits for a result gets the newest one.
 */
export class Folder {
  /** Counts edits: a result is fresh where nothing was edited since its run began. */
  #wanted = 1;
  #done = 0;
  /** The edit for which the open files are done. */
  #early = 0;
  readonly #open = new Set<string>();
  #result: AnalysisResult | undefined;
  #lastMs = LONGEST_QUIET;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #stopped = false;
  #enabled = true;
  #disposed = false;
  #waiting: Waiting[] = [];

  constructor(
    /** Absolute path with `/`. */
    readonly root: string,
    private readonly workspace: Workspace,
    private readonly events: FolderEvents,
  ) {}

  /** The last result, fresh or not. */
  get latest(): AnalysisResult | undefined {
    return this.#result;
  }

  /** The text of an open document, now. */
  edit(path: string, text: string, opened: boolean): void {
    this.#open.add(path);
    this.workspace.update(path, text);
    this.#changed(opened ? 0 : this.#quiet());
  }

  /** The file is what the disk says: it was closed in the editor, or changed outside of it. */
  reload(path: string): void {
    this.#open.delete(path);
    if (existsSync(path)) this.workspace.update(path, undefined);
    else this.workspace.remove(path);
    this.#changed(this.#quiet());
  }

  /** Analyses even though nothing was edited, for example after the settings changed. */
  begin(): void {
    this.#changed(0);
  }

  /** The user pressed Cancel: no more analysis until the next edit. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running) return;
    this.#answer(this.#result);
    this.events.onEnd();
  }

  /** A folder that is switched off keeps up with edits and analyses nothing. */
  enable(enabled: boolean): void {
    if (enabled === this.#enabled) return;
    this.#enabled = enabled;
    if (enabled) this.begin();
    else this.stop();
  }

  /**
   * A result for the newest text; `undefined` where there is none: the analysis failed, was stopped, is off, or the folder was closed.
   * @param early whoever asks looks at an open file, and hears of it where a later result says something else
   */
  fresh(early = false): Promise<AnalysisResult | undefined> {
    if (this.#disposed || !this.#enabled) return Promise.resolve(undefined);
    if (this.#stopped || this.#done === this.#wanted || (early && this.#early === this.#wanted))
      return Promise.resolve(this.#result);
    if (this.#timer === undefined && !this.#running) this.#schedule(0);
    return new Promise((resolve) => this.#waiting.push({ early, resolve }));
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#answer(undefined);
  }

  #quiet(): number {
    return Math.min(LONGEST_QUIET, Math.max(0, this.#lastMs - QUICK));
  }

  #changed(delay: number): void {
    this.#wanted += 1;
    this.#stopped = false;
    this.#schedule(delay);
  }

  #schedule(delay: number): void {
    if (this.#disposed || !this.#enabled) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, delay);
  }

  async #run(): Promise<void> {
    if (this.#running || this.#disposed) return;
    this.#running = true;
    this.events.onBegin();
    const version = this.#wanted;
    const outdated = () => this.#wanted !== version || this.#stopped || this.#disposed;
    const started = performance.now();
    let failed = false;
    try {
      const result = await this.workspace.analyze({
        cancelled: outdated,
        progress: this.events.onProgress,
        open: this.#open,
        early: (found) => {
          if (outdated()) return;
          this.#early = version;
          this.#lastMs = performance.now() - started;
          this.#result = found;
          this.events.onResult(found);
          this.#answer(found, true);
        },
      });
      if (!outdated()) {
        if (this.#early !== version) this.#lastMs = performance.now() - started;
        const { lowered, analysed } = result.stats;
        if (this.#result === undefined && lowered === 0 && analysed > 0) this.#warmUp();
        this.#result = result;
        this.events.onResult(result);
      }
    } catch (error) {
      failed = true;
      this.events.onError(error);
    }
    this.#running = false;
    if (this.#disposed) return;
    if (this.#wanted === version && !this.#stopped) {
      // After an error too: the next edit tries again, and nobody waits for ever.
      this.#done = version;
      this.#answer(failed ? undefined : this.#result);
    } else if (this.#stopped) {
      this.#answer(this.#result);
    } else if (this.#timer === undefined) {
      this.#schedule(0);
      return;
    }
    if (this.#timer === undefined) this.events.onEnd();
  }

  /** Nobody waits for this, and it says nothing new; it ends with the next edit. */
  #warmUp(): void {
    setTimeout(() => {
      const version = this.#wanted;
      if (this.#running || this.#disposed || this.#stopped || !this.#enabled) return;
      const cancelled = () => this.#wanted !== version || this.#disposed;
      this.workspace.analyze({ cancelled, open: this.#open }).catch(this.events.onError);
    }, WARM_UP).unref();
  }

  /** @param early only to those who are content with what holds for the open files */
  #answer(result: AnalysisResult | undefined, early = false): void {
    const answered = this.#waiting.filter((one) => !early || one.early);
    this.#waiting = this.#waiting.filter((one) => !answered.includes(one));
    for (const { resolve } of answered) resolve(result);
  }
}
