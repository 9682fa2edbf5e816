// `interleave check` on whole programs, good and bad, as a process.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtCli, repository } from "#test/support/built";

let cli: string;
const scratch = mkdtempSync(join(tmpdir(), "interleave-check-"));

beforeAll(async () => {
  cli = await builtCli();
});
afterAll(() => rmSync(scratch, { recursive: true }));

interface Answer {
  readonly version: number;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly file: string;
    readonly fix: boolean;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly problems: readonly { readonly severity: string; readonly message: string; readonly file?: string }[];
  readonly stats: { readonly files: number; readonly ms: number };
}

function interleave(cwd: string, ...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: "", FORCE_COLOR: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "check", ...args], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function json(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly answer: Answer } {
  const { status, stdout, stderr } = interleave(cwd, "--format", "json", ...args);
  expect(stderr).toBe("");
  return { status, answer: JSON.parse(stdout) };
}

/** A folder with these files. */
function project(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const root = join(scratch, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const leak = `import { Mutex } from "async-mutex";
const mutex = new Mutex();
export async function leak(early: boolean): Promise<void> {
  const release = await mutex.acquire();
  if (early) return;
  release();
}
`;

describe("the bank", () => {
  it("has its findings in the transfer, and ends with 1", () => {
    const { status, answer } = json(repository, "examples/bank");
    expect(status).toBe(1);
    expect(answer.version).toBe(1);
    const rules = new Set(answer.findings.map(({ ruleId, file }) => `${file}: ${ruleId}`));
    expect([...rules].sort()).toEqual([
      "examples/bank/transfer.ts: lock-order",
      "examples/bank/transfer.ts: unreleased-on-path",
    ]);
    expect(answer.stats.files).toBeGreaterThanOrEqual(5);
  });

  it("has the code of both paths in the report for people", () => {
    const { status, stdout } = interleave(repository, "examples/bank");
    expect(status).toBe(1);
    expect(stdout).toContain("examples/bank/transfer.ts:13:");
    expect(stdout).toMatch(/13 \| {3}const releaseTo = await to\.mutex\.acquire\(\);/);
    expect(stdout).toMatch(/ 9 \| {5}return alice\.mutex\.runExclusive/);
    expect(stdout).not.toContain("\u001b");
  });

  it("can be asked for one file, for errors only, or by its project", () => {
    const one = json(repository, "examples/bank/transfer.ts", "examples/bank/ledger.ts");
    expect(new Set(one.answer.findings.map(({ file }) => file))).toEqual(new Set(["examples/bank/transfer.ts"]));
    expect(json(repository, "examples/bank/ledger.ts")).toMatchObject({ status: 0, answer: { findings: [] } });
    const errors = json(repository, "examples/bank", "--min-severity", "error");
    expect(errors.answer.findings.filter(({ severity }) => severity !== "error")).toEqual([]);
    expect(errors.status).toBe(errors.answer.findings.length === 0 ? 0 : 1);
    const whole = json(repository, "--project", "examples/bank/tsconfig.json");
    expect(whole.answer.findings.length).toBe(json(repository, "examples/bank").answer.findings.length);
  });

  it("corrected, has none", () => {
    const { status, answer } = json(repository, "examples/bank-fixed");
    expect({ status, findings: answer.findings }).toEqual({ status: 0, findings: [] });
  });
});

describe("a directory inside a project", () => {
  it("is seen with the project's settings and the files around it, and only it is reported", () => {
    const root = project("inside", {
      "tsconfig.json": JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "~/*": ["lib/*"] } } }),
      "lib/locks.ts": 'import { Mutex } from "async-mutex";\nexport const shared = new Mutex();\n',
      "lib/leak.ts": leak,
      "src/a.ts": `import { shared } from "~/locks";
export async function leak(early: boolean): Promise<void> {
  const release = await shared.acquire();
  if (early) return;
  release();
}
`,
    });
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
    const { answer } = json(root, "src");
    expect(new Set(answer.findings.map(({ file }) => file))).toEqual(new Set(["src/a.ts"]));
    expect(answer.findings.map(({ ruleId }) => ruleId)).toContain("unreleased-on-path");
  });
});

describe("bad input", () => {
  it("syntax errors: the sound functions are still looked at", () => {
    const root = project("syntax", { "tsconfig.json": "{}", "a.ts": `${leak}\nexport function (((\nconst = ;\n` });
    const { status, answer } = json(root);
    expect(status).toBe(1);
    expect(answer.findings.map(({ ruleId }) => ruleId)).toContain("unreleased-on-path");
  });

  it("no tsconfig: the files are looked at all the same", () => {
    const { status, answer } = json(project("no-tsconfig", { "src/a.ts": leak }));
    expect(status).toBe(1);
    expect(answer.findings.map(({ file, range }) => `${file}:${range.start.line}`)).toContain("src/a.ts:3");
  });

  it("a broken tsconfig: a problem that names it, and the files are looked at", () => {
    const { answer } = json(project("broken-tsconfig", { "tsconfig.json": "{ oops", "a.ts": leak }));
    expect(answer.problems.filter(({ file }) => file === "tsconfig.json")).not.toEqual([]);
    expect(answer.findings).not.toEqual([]);
  });

  it("a tsconfig that extends what is not there: a problem that names it", () => {
    const root = project("lost-base", { "tsconfig.json": '{ "extends": "./none.json" }', "a.ts": leak });
    const { answer } = json(root);
    expect(answer.problems.map(({ message }) => message).join("\n")).toContain("none.json");
    expect(answer.findings).not.toEqual([]);
  });

  it("a package that is not installed: the catalog knows it by its name", () => {
    // `leak` imports async-mutex, and there is no node_modules anywhere above.
    const { status } = json(project("no-package", { "tsconfig.json": "{}", "a.ts": leak }));
    expect(status).toBe(1);
  });

  it("files that import one another in a ring", () => {
    const root = project("ring", {
      "tsconfig.json": "{}",
      "a.ts": 'import { b } from "./b";\nexport async function a() { await b(); }\n',
      "b.ts": 'import { a } from "./a";\nexport async function b() { await a(); }\n',
      "c.ts": leak,
    });
    expect(json(root).answer.findings.every(({ file }) => file === "c.ts")).toBe(true);
  });

  it("files that are no text", () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256));
    const root = project("noise", { "tsconfig.json": "{}", "a.ts": noise, "b.ts": "", "c.ts": "\ufeff", "d.ts": leak });
    expect(json(root).answer.findings.map(({ file }) => file)).toContain("d.ts");
  });

  it("a file of 50,000 lines", () => {
    const filler = Array.from({ length: 50_000 }, (_, index) => `export const v${index} = ${index};`).join("\n");
    const { status, answer } = json(project("long", { "tsconfig.json": "{}", "a.ts": `${leak}${filler}\n` }));
    expect(status).toBe(1);
    expect(answer.findings.map(({ file }) => file)).toContain("a.ts");
  });

  it("an empty folder", () => {
    const root = project("empty", { ".keep": "" });
    expect(json(root)).toMatchObject({ status: 0, answer: { findings: [] } });
  });
});
