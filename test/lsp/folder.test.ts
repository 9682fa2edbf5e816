// When a folder is analysed, and which result whom it reaches.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Folder } from "#server/lsp/folder";
import type { AnalysisResult, AnalyzeOptions, Workspace } from "#server/workspace/analysis";
import { analysis, finding } from "#test/support/findings";

/** A workspace whose analyses take `ms` and report the text that they began with. */
class SlowWorkspace implements Workspace {
  readonly root = "/bank";
  text = "";
  runs = 0;
  ms = 20;
  fails = false;
  #previous = analysis([]);

  update(_path: string, text: string | undefined): void {
    this.text = text ?? "disk";
  }

  remove(): void {
    this.text = "removed";
  }

  async analyze(options: AnalyzeOptions = {}): Promise<AnalysisResult> {
    this.runs += 1;
    const { text, fails } = this;
    for (let passed = 0; passed < this.ms; passed += 5) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (options.cancelled?.() === true) return this.#previous;
    }
    if (fails) throw new Error("broken");
    this.#previous = analysis([finding({ message: text })]);
    return this.#previous;
  }
}

const says = (result: AnalysisResult | undefined) => result?.findings.get("/bank/transfer.ts")?.[0]?.message;

describe("a folder", () => {
  let workspace: SlowWorkspace;
  let folder: Folder;
  let log: string[];

  beforeEach(() => {
    vi.useFakeTimers();
    log = [];
    workspace = new SlowWorkspace();
    folder = new Folder("/bank", workspace, {
      onBegin: () => log.push("begin"),
      onProgress: () => {},
      onResult: (result) => log.push(`result ${says(result)}`),
      onError: (error) => log.push(`error ${error}`),
      onEnd: () => log.push("end"),
    });
  });

  afterEach(() => {
    folder.dispose();
    vi.useRealTimers();
  });

  it("answers with the newest text's result, for however many ask, after one analysis", async () => {
    folder.edit("/bank/transfer.ts", "one", true);
    const all = Promise.all([folder.fresh(), folder.fresh()]);
    await vi.advanceTimersByTimeAsync(100);
    expect((await all).map(says)).toEqual(["one", "one"]);
    expect(workspace.runs).toBe(1);
    expect(log).toEqual(["begin", "result one", "end"]);
    expect(says(await folder.fresh())).toBe("one");
  });

  it("begins at once where an analysis is over before the next key", async () => {
    folder.edit("/bank/transfer.ts", "one", true);
    await vi.advanceTimersByTimeAsync(100);
    folder.edit("/bank/transfer.ts", "two", false);
    await vi.advanceTimersByTimeAsync(workspace.ms + 1);
    expect(says(folder.latest)).toBe("two");
  });

  it("waits for a pause in the typing where it is not", async () => {
    workspace.ms = 120;
    folder.edit("/bank/transfer.ts", "one", true);
    await vi.advanceTimersByTimeAsync(200);
    workspace.runs = 0;
    for (const text of ["two", "three", "four"]) {
      folder.edit("/bank/transfer.ts", text, false);
      await vi.advanceTimersByTimeAsync(5);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(workspace.runs).toBe(1);
    expect(says(folder.latest)).toBe("four");
  });

  it("gives up an analysis whose text has changed, and keeps the last result meanwhile", async () => {
    folder.edit("/bank/transfer.ts", "one", true);
    await vi.advanceTimersByTimeAsync(100);
    workspace.ms = 1000;
    folder.edit("/bank/transfer.ts", "two", false);
    await vi.advanceTimersByTimeAsync(300);
    expect(workspace.runs).toBe(2);
    folder.edit("/bank/transfer.ts", "three", false);
    const fresh = folder.fresh();
    expect(says(folder.latest)).toBe("one");
    await vi.advanceTimersByTimeAsync(3000);
    expect(says(await fresh)).toBe("three");
    expect(log).toEqual(["begin", "result one", "end", "begin", "begin", "result three", "end"]);
  });

  it("answers with nothing where the analysis fails, and tries again after the next edit", async () => {
    workspace.fails = true;
    folder.edit("/bank/transfer.ts", "one", true);
    const failed = folder.fresh();
    await vi.advanceTimersByTimeAsync(100);
    expect(await failed).toBeUndefined();
    expect(log).toEqual(["begin", "error Error: broken", "end"]);
    workspace.fails = false;
    folder.edit("/bank/transfer.ts", "two", false);
    const repaired = folder.fresh();
    await vi.advanceTimersByTimeAsync(500);
    expect(says(await repaired)).toBe("two");
  });

  it("stops when told, lets nobody wait, and goes on after the next edit", async () => {
    workspace.ms = 10_000;
    folder.edit("/bank/transfer.ts", "one", true);
    const stopped = folder.fresh();
    await vi.advanceTimersByTimeAsync(100);
    folder.stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(await stopped).toBeUndefined();
    expect(await folder.fresh()).toBeUndefined();
    expect(log).toEqual(["begin", "end"]);
    workspace.ms = 20;
    folder.edit("/bank/transfer.ts", "two", false);
    const fresh = folder.fresh();
    await vi.advanceTimersByTimeAsync(500);
    expect(says(await fresh)).toBe("two");
  });

  it("analyses nothing while it is off, and everything once it is on", async () => {
    folder.enable(false);
    folder.edit("/bank/transfer.ts", "one", true);
    expect(await folder.fresh()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(500);
    expect(workspace.runs).toBe(0);
    folder.enable(true);
    const fresh = folder.fresh();
    await vi.advanceTimersByTimeAsync(500);
    expect(says(await fresh)).toBe("one");
  });

  it("leaves nobody waiting when it is closed", async () => {
    workspace.ms = 10_000;
    folder.edit("/bank/transfer.ts", "one", true);
    const waiting = folder.fresh();
    await vi.advanceTimersByTimeAsync(50);
    folder.dispose();
    expect(await waiting).toBeUndefined();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(log).toEqual(["begin"]);
  });
});
