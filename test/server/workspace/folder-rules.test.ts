// `interleave.json` about rules: severities, overrides and ignored files, in the root and in folders below, and what is wrong with them.

import { describe, expect, it } from "vitest";
import { folderSettings } from "#server/workspace/folder-rules";
import { readUserCatalog } from "#server/workspace/user-catalog";
import { createWorkspace } from "#server/workspace/workspace";
import { writtenHost } from "../instrument/memory-host";

const LEAK =
  'import { Mutex } from "async-mutex";\nconst m = new Mutex();\nexport async function f() {\n  m.acquire();\n}\n';

const problemsOf = (text: string) =>
  readUserCatalog("/w", (path) => (path === "/w/interleave.json" ? text : undefined));

describe("rules of folders", () => {
  const found = async (settings: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
    const files = Object.fromEntries(Object.entries(settings).map(([path, value]) => [path, JSON.stringify(value)]));
    const host = writtenHost({
      "tsconfig.json": "{}",
      "src/a.ts": LEAK,
      "src/old/b.ts": LEAK,
      "src/old/deep/c.ts": LEAK,
      ...files,
    });
    const { findings } = await createWorkspace(host.root, host).analyze();
    return [...findings.values()]
      .flat()
      .map(({ file, ruleId, severity }) => `${file.slice(host.root.length + 1)} ${ruleId} ${severity}`)
      .sort();
  };

  it("change severities, switch off, and are extended by inner files", async () => {
    expect(await found({})).toEqual([
      "src/a.ts floating-acquire error",
      "src/old/b.ts floating-acquire error",
      "src/old/deep/c.ts floating-acquire error",
    ]);
    expect(
      await found({
        "interleave.json": { rules: { "floating-acquire": "warning" } },
        "src/old/interleave.json": { rules: { "floating-acquire": "information" }, ignore: ["deep"] },
      }),
    ).toEqual(["src/a.ts floating-acquire warning", "src/old/b.ts floating-acquire information"]);
    expect(
      await found({
        "interleave.json": {
          overrides: [
            { files: ["src/**"], rules: { "floating-acquire": "off" } },
            { files: ["src/old/*.ts"], rules: { "floating-acquire": "warning" } },
          ],
        },
      }),
    ).toEqual(["src/old/b.ts floating-acquire warning"]);
    expect(await found({ "interleave.json": { ignore: ["src/old/", "a.ts"] } })).toEqual([]);
  });

  it("are complained about at the offending place", () => {
    const { problems, rules } = problemsOf('{\n  "rules": { "lock-ordr": "off" }\n}');
    expect(rules).toBeUndefined();
    expect(problems[0]?.message).toContain("there is no rule of this name. Did you mean `lock-order`?");
    expect(problems[0]?.range?.start.line).toBe(1);
    expect(problemsOf('{ "rules": { "lock-order": "loud" } }').problems[0]?.message).toContain("rules.lock-order");
    expect(problemsOf('{ "overrides": [{ "rules": {} }] }').problems[0]?.message).toContain("missing");
    expect(problemsOf('{ "ignore": [3] }').problems[0]?.message).toContain("ignore.0");
  });

  it("match names at any depth, folders, and paths from their own folder", () => {
    const finding = (file: string) => ({
      ruleId: "lock-order",
      severity: "warning" as const,
      message: "",
      file,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      related: [],
      paths: [],
      interleaving: [],
      fingerprint: "",
      identity: "must" as const,
      fixes: [],
    });
    const shown = (ignore: readonly string[], path: string): boolean =>
      folderSettings([{ folder: "/w", rules: {}, overrides: [], ignore }])(finding(`/w/${path}`)) !== undefined;
    expect(shown(["x.ts"], "deep/x.ts")).toBe(false);
    expect(shown(["legacy"], "a/legacy/b/c.ts")).toBe(false);
    expect(shown(["./legacy"], "a/legacy/c.ts")).toBe(true);
    expect(shown(["src/*.ts"], "src/a.ts")).toBe(false);
    expect(shown(["src/*.ts"], "src/b/a.ts")).toBe(true);
    expect(shown(["**/*.gen.ts"], "src/b/a.gen.ts")).toBe(false);
    expect(shown([], "src/b/a.ts")).toBe(true);
  });
});
