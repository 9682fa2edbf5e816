// What is kept on the disk: the answers are those of a fresh start, whatever was edited, and whatever stands in the file.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskCache, unhurried } from "#server/workspace/cache";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const root = mkdtempSync(join(process.cwd(), "out/cache-"));
afterAll(() => rmSync(root, { recursive: true }));

const cacheFolder = join(root, ".kept");
const BANK: Readonly<Record<string, string>> = {
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "lib": ["ES2022"], "types": [] } }',
  "account.ts":
    'import { Mutex } from "async-mutex";\nexport class Account { readonly mutex = new Mutex(); balance = 0; }\nexport const a = new Account();\nexport const b = new Account();\n',
  "one.ts":
    'import { a, b } from "./account";\nexport async function one() {\n  await a.mutex.runExclusive(() => b.mutex.runExclusive(() => {}));\n}\n',
  "two.ts":
    'import { a, b } from "./account";\nexport async function two() {\n  await b.mutex.runExclusive(() => a.mutex.runExclusive(() => {}));\n}\n',
  "leak.ts": 'import { a } from "./account";\nexport async function leak() {\n  await a.mutex.acquire();\n}\n',
  "plain.ts": "export const plain = (x: number): number => x + 1;\n",
};
/** Each replaces the whole text of a file by another one; some change types that others see. */
const EDITS: readonly (readonly [string, string])[] = [
  ["one.ts", BANK["two.ts"]?.replace("two", "one") ?? ""],
  ["one.ts", BANK["one.ts"] ?? ""],
  ["two.ts", "export const two = 2;\n"],
  ["two.ts", BANK["two.ts"] ?? ""],
  ["leak.ts", "export async function leak() {}\n"],
  ["leak.ts", BANK["leak.ts"] ?? ""],
  [
    "account.ts",
    (BANK["account.ts"] ?? "").replaceAll("Mutex()", "Semaphore(2)").replace("{ Mutex }", "{ Semaphore }"),
  ],
  ["account.ts", BANK["account.ts"] ?? ""],
  ["plain.ts", 'import { a } from "./account";\nexport const plain = () => a.mutex.acquire();\n'],
  ["plain.ts", BANK["plain.ts"] ?? ""],
  ["leak.ts", "export async function leak( {\n"],
];

const put = (name: string, text: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};
const reset = (): void => {
  for (const [name, text] of Object.entries(BANK)) put(name, text);
  rmSync(cacheFolder, { recursive: true, force: true });
};
const check = (kept: boolean): Promise<AnalysisResult> =>
  createWorkspace(root, diskHost(root), kept ? { cache: diskCache(cacheFolder, root) } : {}).analyze();
const told = ({ findings, lenses, problems, suppressed, primitives, stats }: AnalysisResult): unknown => ({
  findings: [...findings].filter(([, list]) => list.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  lenses: [...lenses].sort(([a], [b]) => (a < b ? -1 : 1)),
  problems,
  suppressed,
  primitives,
  files: stats.files,
  analysed: stats.analysed,
});
const stored = (): string => join(cacheFolder, readdirSync(cacheFolder)[0] ?? "");

describe("a kept analysis", () => {
  it("answers at once where nothing changed, and does only what depends on a change", async () => {
    reset();
    const first = await check(true);
    expect(first.stats.lowered).toBeGreaterThan(3);
    expect([...first.findings.values()].flat().map(({ ruleId }) => ruleId)).toContain("lock-order");
    const again = await check(true);
    expect(again.stats).toMatchObject({ lowered: 0, summarised: 0, files: first.stats.files });
    expect(told(again)).toEqual(told(first));
    put("leak.ts", (BANK["leak.ts"] ?? "").replace("leak()", "leaks()"));
    const edited = await check(true);
    expect(edited.stats.lowered).toBe(1);
    expect(told(edited)).toEqual(told(await check(false)));
  });

  it("gives the findings of a fresh start after any edits", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(EDITS.length - 1), { maxLength: 3 }), { maxLength: 3 }),
        async (rounds) => {
          reset();
          await check(true);
          for (const round of rounds) {
            for (const index of round) put(...(EDITS[index] ?? ["plain.ts", ""]));
            expect(told(await check(true))).toEqual(told(await check(false)));
          }
        },
      ),
      { numRuns: 6 },
    );
  });

  it("is passed over where it is broken, cut off, of somebody else, or nonsense that looks right", async () => {
    reset();
    const first = told(await check(true));
    const whole = readFileSync(stored(), "utf8");
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"key":1}',
      whole.slice(0, whole.length / 2),
      whole.replace("mutex", "mutes"),
    ]) {
      writeFileSync(stored(), text);
      expect(told(await check(true))).toEqual(first);
    }
    const nonsense: unknown = { projects: [[join(root, "tsconfig.json"), { plan: 1, others: 2 }]], result: {} };
    const cache = { load: () => nonsense, store: () => {} };
    expect(told(await createWorkspace(root, diskHost(root), { cache }).analyze())).toEqual(first);
  });

  it("is no hindrance where nothing can be written", async () => {
    reset();
    writeFileSync(join(root, "file"), "");
    const cache = diskCache(join(root, "file/below"), root);
    expect((await createWorkspace(root, diskHost(root), { cache }).analyze()).stats.lowered).toBeGreaterThan(3);
  });
});

describe("the folder", () => {
  const folder = join(root, ".many");

  it("does not grow for ever, and only files of our own making go", () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "notes.txt"), "mine");
    for (let index = 0; index < 40; index++) diskCache(folder, `workspace ${index}`).store("key", () => ({ index }));
    const names = readdirSync(folder);
    expect(names).toContain("notes.txt");
    expect(names.filter((name) => name.endsWith(".json")).length).toBeLessThanOrEqual(16);
    expect(diskCache(folder, "workspace 39").load("key")).toEqual({ index: 39 });
  });

  it("takes nothing that is too large, and forgets what it had for it", () => {
    const cache = diskCache(folder, "large");
    cache.store("key", () => "small");
    expect(cache.load("key")).toBe("small");
    cache.store("key", () => "x".repeat(64_000_001));
    expect(cache.load("key")).toBeUndefined();
  });

  it("is written when nobody waits, with what was stored last", () => {
    const cache = unhurried(diskCache(folder, "slow"), 60_000);
    cache.store("key", () => 1);
    cache.store("key", () => 2);
    expect(cache.load("key")).toBeUndefined();
    cache.flush();
    expect(cache.load("key")).toBe(2);
  });
});
