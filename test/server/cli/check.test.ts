// `interleave check` on whole programs, good and bad, as a process.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtCli, repository } from "#test/support/built";
import { ended } from "#test/support/ended";

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
  return ended(process.execPath, [cli, "check", ...args], { cwd, env });
}

async function json(
  cwd: string,
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly answer: Answer }> {
  const { status, stdout, stderr } = await interleave(cwd, "--format", "json", ...args);
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
  it("has its findings in the transfer, and ends with 1", async () => {
    const { status, answer } = await json(repository, "examples/bank");
    expect(status).toBe(1);
    expect(answer.version).toBe(1);
    const rules = new Set(answer.findings.map(({ ruleId, file }) => `${file}: ${ruleId}`));
    expect([...rules].sort()).toEqual([
      "examples/bank/transfer.ts: lock-order",
      "examples/bank/transfer.ts: unreleased-on-path",
    ]);
    expect(answer.stats.files).toBeGreaterThanOrEqual(5);
  });

  it("has the code of both paths in the report for people", async () => {
    const { status, stdout } = await interleave(repository, "examples/bank");
    expect(status).toBe(1);
    expect(stdout).toContain("examples/bank/transfer.ts:13:");
    expect(stdout).toMatch(/13 \| {3}const releaseTo = await to\.mutex\.acquire\(\);/);
    expect(stdout).toMatch(/ 9 \| {5}return alice\.mutex\.runExclusive/);
    expect(stdout).not.toContain("\u001b");
  });

  it("can be asked for one file, for errors only, or by its project", async () => {
    const one = await json(repository, "examples/bank/transfer.ts", "examples/bank/ledger.ts");
    expect(new Set(one.answer.findings.map(({ file }) => file))).toEqual(new Set(["examples/bank/transfer.ts"]));
    expect(await json(repository, "examples/bank/ledger.ts")).toMatchObject({ status: 0, answer: { findings: [] } });
    const errors = await json(repository, "examples/bank", "--min-severity", "error");
    expect(errors.answer.findings.filter(({ severity }) => severity !== "error")).toEqual([]);
    expect(errors.status).toBe(errors.answer.findings.length === 0 ? 0 : 1);
    const whole = await json(repository, "--project", "examples/bank/tsconfig.json");
    expect(whole.answer.findings.length).toBe((await json(repository, "examples/bank")).answer.findings.length);
  });

  it("corrected, has none", async () => {
    const { status, answer } = await json(repository, "examples/bank-fixed");
    expect({ status, findings: answer.findings }).toEqual({ status: 0, findings: [] });
  });
});

describe("a directory inside a project", () => {
  it("is seen with the project's settings and the files around it, and only it is reported", async () => {
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
    const { answer } = await json(root, "src");
    expect(new Set(answer.findings.map(({ file }) => file))).toEqual(new Set(["src/a.ts"]));
    expect(answer.findings.map(({ ruleId }) => ruleId)).toContain("unreleased-on-path");
  });
});

describe("projects that refer to one another", () => {
  const solution = JSON.stringify({
    files: [],
    references: [{ path: "./tsconfig.build.json" }, { path: "./packages/a" }],
  });
  const files = {
    "tsconfig.json": solution,
    "tsconfig.build.json": JSON.stringify({ include: ["src"], references: [{ path: "./packages/a" }] }),
    "src/main.ts": leak,
    "packages/a/tsconfig.json": JSON.stringify({
      compilerOptions: { composite: true },
      references: [{ path: "../.." }],
    }),
    "packages/a/a.ts": leak,
  };

  it("are all checked, whatever their files are called, also in a ring", async () => {
    const { answer } = await json(project("references", files));
    expect(answer.findings.map(({ file }) => file).sort()).toEqual(["packages/a/a.ts", "src/main.ts"]);
    expect(answer.problems.filter(({ file }) => file?.endsWith(".json"))).toEqual([]);
    expect(answer.stats.files).toBe(2);
  });

  it("a solution without files of its own stands for what it refers to", async () => {
    const { answer } = await json(project("solution", files), "--project", "tsconfig.json");
    expect(answer.findings.map(({ file }) => file).sort()).toEqual(["packages/a/a.ts", "src/main.ts"]);
  });

  it("a tsconfig with variants keeps its files; a reference to nothing is a problem that names it", async () => {
    const root = project("variants", {
      "tsconfig.json": JSON.stringify({
        include: ["*.ts"],
        references: [{ path: "./tsconfig.a.json" }, { path: "./gone" }],
      }),
      "tsconfig.a.json": JSON.stringify({ include: ["*.ts"] }),
      "a.ts": leak,
    });
    const { answer } = await json(root);
    expect(answer.findings.map(({ file }) => file)).toEqual(["a.ts"]);
    expect(answer.problems.map(({ message }) => message).join("\n")).toContain("gone/tsconfig.json is not there");
  });
});

describe("bad input", () => {
  it("syntax errors: the sound functions are still looked at", async () => {
    const root = project("syntax", { "tsconfig.json": "{}", "a.ts": `${leak}\nexport function (((\nconst = ;\n` });
    const { status, answer } = await json(root);
    expect(status).toBe(1);
    expect(answer.findings.map(({ ruleId }) => ruleId)).toContain("unreleased-on-path");
  });

  it("no tsconfig: the files are looked at all the same", async () => {
    const { status, answer } = await json(project("no-tsconfig", { "src/a.ts": leak }));
    expect(status).toBe(1);
    expect(answer.findings.map(({ file, range }) => `${file}:${range.start.line}`)).toContain("src/a.ts:3");
  });

  it("a broken tsconfig: a problem that names it, and the files are looked at", async () => {
    const { answer } = await json(project("broken-tsconfig", { "tsconfig.json": "{ oops", "a.ts": leak }));
    expect(answer.problems.filter(({ file }) => file === "tsconfig.json")).not.toEqual([]);
    expect(answer.findings).not.toEqual([]);
  });

  it("a tsconfig that extends what is not there: a problem that names it", async () => {
    const root = project("lost-base", { "tsconfig.json": '{ "extends": "./none.json" }', "a.ts": leak });
    const { answer } = await json(root);
    expect(answer.problems.map(({ message }) => message).join("\n")).toContain("none.json");
    expect(answer.findings).not.toEqual([]);
  });

  it("a package that is not installed: the catalog knows it by its name", async () => {
    // `leak` imports async-mutex, and there is no node_modules anywhere above.
    const { status, answer } = await json(project("no-package", { "tsconfig.json": "{}", "a.ts": leak, "b.ts": leak }));
    expect(status).toBe(1);
    expect(answer.problems.filter(({ message }) => message.includes("not installed")).map(({ file }) => file)).toEqual([
      "a.ts",
    ]);
  });

  it("files that import one another in a ring", async () => {
    const root = project("ring", {
      "tsconfig.json": "{}",
      "a.ts": 'import { b } from "./b";\nexport async function a() { await b(); }\n',
      "b.ts": 'import { a } from "./a";\nexport async function b() { await a(); }\n',
      "c.ts": leak,
    });
    expect((await json(root)).answer.findings.every(({ file }) => file === "c.ts")).toBe(true);
  });

  it("files that are no text", async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256));
    const root = project("noise", { "tsconfig.json": "{}", "a.ts": noise, "b.ts": "", "c.ts": "\ufeff", "d.ts": leak });
    expect((await json(root)).answer.findings.map(({ file }) => file)).toContain("d.ts");
  });

  it("a file of 50,000 lines", async () => {
    const filler = Array.from({ length: 50_000 }, (_, index) => `export const v${index} = ${index};`).join("\n");
    const { status, answer } = await json(project("long", { "tsconfig.json": "{}", "a.ts": `${leak}${filler}\n` }));
    expect(status).toBe(1);
    expect(answer.findings.map(({ file }) => file)).toContain("a.ts");
  });

  it("an empty folder", async () => {
    const root = project("empty", { ".keep": "" });
    const { status, answer } = await json(root);
    expect({ status, findings: answer.findings }).toEqual({ status: 0, findings: [] });
    expect(answer.problems.map(({ message }) => message).join("\n")).toContain("Nothing was checked");
  });
});
