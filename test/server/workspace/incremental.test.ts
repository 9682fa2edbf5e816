// After an edit only what changed is done again; the answers are those of a fresh start.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const bank = join(dirname(fileURLToPath(import.meta.url)), "../../../examples/bank");
const empty = mkdtempSync(join(process.cwd(), "out/workspace-"));
afterAll(() => rmSync(empty, { recursive: true }));

const host = diskHost(bank);
const textOf = (name: string): string => host.read(join(bank, name)) ?? "";
const rulesOf = (result: AnalysisResult): string[] =>
  [...result.findings]
    .flatMap(([file, list]) =>
      list.map(({ ruleId, range }) => `${file.slice(bank.length + 1)}:${range.start.line} ${ruleId}`),
    )
    .sort();

describe("after an edit", () => {
  it("only the file is lowered and only what depends on it is summarised", async () => {
    const workspace = createWorkspace(bank, host);
    const first = await workspace.analyze();
    expect(first.stats.lowered).toBe(first.stats.analysed);
    expect(first.stats.summarised).toBeGreaterThan(10);

    const again = await workspace.analyze();
    expect(again.stats).toMatchObject({ lowered: 0, summarised: 0 });
    expect(rulesOf(again)).toEqual(rulesOf(first));

    // The body of one function: its callers are looked at again, nothing else.
    workspace.update(
      join(bank, "transfer.ts"),
      textOf("transfer.ts").replace("return false; //", "releaseFrom();\n    return false; //"),
    );
    const edited = await workspace.analyze();
    expect(edited.stats.lowered).toBe(1);
    expect(edited.stats.summarised).toBeLessThan(first.stats.summarised / 2);
    expect(rulesOf(edited)).toEqual(["transfer.ts:13 lock-order"]);

    workspace.update(join(bank, "transfer.ts"), undefined);
    expect(rulesOf(await workspace.analyze())).toEqual(rulesOf(first));
  });

  it("of a declaration that others see, what imports it is lowered again", async () => {
    const workspace = createWorkspace(bank, host);
    const first = await workspace.analyze();
    workspace.update(
      join(bank, "account.ts"),
      textOf("account.ts").replace("new Mutex()", "new Semaphore(2)").replace("{ Mutex }", "{ Semaphore }"),
    );
    const edited = await workspace.analyze();
    expect(edited.stats.lowered).toBeGreaterThan(1);
    // Two may hold it: no order to keep.
    expect(rulesOf(edited).filter((line) => line.includes("lock-order"))).toEqual([]);
    expect(rulesOf(first).filter((line) => line.includes("lock-order"))).toHaveLength(1);
  });

  it("of what other files read of a module, the answers are those of a fresh start", async () => {
    const folder = mkdtempSync(join(process.cwd(), "out/workspace-reads-"));
    const [locks, uses] = [join(folder, "locks.ts"), join(folder, "uses.ts")];
    writeFileSync(join(folder, "tsconfig.json"), '{ "compilerOptions": { "strict": true }, "include": ["*.ts"] }');
    writeFileSync(
      uses,
      `import { Gate, first, second } from "./locks";
export async function twice(): Promise<void> {
  await first.runExclusive(() => second.runExclusive(() => {}));
}
export class Door {
  private readonly gate = new Gate();
  async enter(): Promise<void> {
    await this.gate.inner.runExclusive(() => this.gate.outer.runExclusive(() => {}));
  }
}
`,
    );
    const module = (second: string, outer: string): string =>
      `import { Mutex } from "async-mutex";
export const first = new Mutex();
export const second = ${second};
export class Gate {
  readonly inner = new Mutex();
  readonly outer = ${outer};
}
`;
    const [apart, same] = [module("new Mutex()", "new Mutex()"), module("first", "this.inner")];
    const versions = [apart, same, `\n\n${same}`, `// A line.\n${apart}`, module("first", "new Mutex()"), apart];
    writeFileSync(locks, apart);
    const disk = diskHost(folder);
    const told = (result: AnalysisResult): string[] =>
      [...result.findings]
        .flatMap(([file, list]) =>
          list.map(({ ruleId, range, message }) => `${basename(file)}:${range.start.line} ${ruleId} ${message}`),
        )
        .sort();
    const workspace = createWorkspace(folder, disk);
    await workspace.analyze();
    const counts: number[] = [];
    for (const version of versions) {
      workspace.update(locks, version);
      const fresh = createWorkspace(folder, disk);
      fresh.update(locks, version);
      const result = told(await workspace.analyze());
      expect(result).toEqual(told(await fresh.analyze()));
      counts.push(result.filter((line) => line.includes("nested-acquire")).length);
    }
    expect(counts).toEqual([0, 2, 2, 0, 1, 0]);
    rmSync(folder, { recursive: true });
  });

  it("that breaks the syntax, the other files keep their findings, and all come back", async () => {
    const workspace = createWorkspace(bank, host);
    const first = rulesOf(await workspace.analyze());
    workspace.update(join(bank, "audit.ts"), "export async function audit(): Promise<number> { return bob.mutex.run");
    const broken = await workspace.analyze();
    expect(rulesOf(broken)).toEqual(["transfer.ts:6 unreleased-on-path"]);
    expect(broken.problems.length).toBeGreaterThan(0);
    workspace.update(join(bank, "audit.ts"), undefined);
    expect(rulesOf(await workspace.analyze())).toEqual(first);
  });

  it("that removes a file or adds one, the set of files follows", async () => {
    const workspace = createWorkspace(bank, host);
    await workspace.analyze();
    workspace.remove(join(bank, "audit.ts"));
    expect(rulesOf(await workspace.analyze())).toEqual(["transfer.ts:6 unreleased-on-path"]);
    workspace.update(
      join(bank, "more.ts"),
      'import { alice } from "./account";\nexport async function more() {\n  alice.mutex.acquire();\n}\n',
    );
    expect(rulesOf(await workspace.analyze())).toContain("more.ts:2 floating-acquire");
  });
});

describe("an analysis", () => {
  it("lets others run, and ends early when it is not wanted", async () => {
    const workspace = createWorkspace(empty, diskHost(empty));
    for (let index = 0; index < 40; index++) {
      const body = Array.from(
        { length: 60 },
        (_, line) =>
          `export async function f${line}() { const r = await m.acquire(); try { await f${(line + 1) % 60}(); } finally { r(); } }`,
      );
      workspace.update(
        join(empty, `file${index}.ts`),
        `import { Mutex } from "async-mutex";\nconst m = new Mutex();\n${body.join("\n")}`,
      );
    }
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    let asked = 0;
    const cancelled = await workspace.analyze({ cancelled: () => ++asked > 20 });
    expect(cancelled.findings.size).toBe(0);
    const whole = await workspace.analyze();
    clearInterval(ticking);
    expect(whole.stats.analysed).toBe(40);
    expect(turns).toBeGreaterThan(10);
  });

  it("does not walk into installed packages, and says what it could not read", async () => {
    const workspace = createWorkspace(empty, diskHost(empty));
    workspace.update(join(empty, "tsconfig.json"), "{ broken");
    workspace.update(join(empty, "a.ts"), 'import { Mutex } from "async-mutex";\nexport const mutex = new Mutex();\n');
    workspace.update(
      join(empty, "node_modules/x/index.ts"),
      'import { Mutex } from "async-mutex";\nnew Mutex().acquire();\n',
    );
    const result = await workspace.analyze();
    expect(result.stats.files).toBe(1);
    expect(result.problems.some(({ file }) => file?.endsWith("tsconfig.json"))).toBe(true);
  });
});
