// `interleave simulate` as a process: how a run ends is its exit code, and what went wrong is said with its line.

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunReport } from "#engine/trace/export/json";
import { builtCli, repository } from "#test/support/built";
import { ended } from "#test/support/ended";

let cli: string;
const scratch = mkdtempSync(join(tmpdir(), "interleave-simulate-"));

beforeAll(async () => {
  cli = await builtCli();
  symlinkSync(join(repository, "node_modules"), join(scratch, "node_modules"));
  writeFileSync(join(scratch, "package.json"), '{ "type": "module" }');
  writeFileSync(join(scratch, "tsconfig.json"), '{ "compilerOptions": { "target": "ES2022", "module": "ESNext" } }');
});
afterAll(() => rmSync(scratch, { recursive: true }));

function interleave(cwd: string, ...args: readonly string[]) {
  return ended(process.execPath, [cli, "simulate", ...args], { cwd });
}

async function json(
  cwd: string,
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly report: RunReport }> {
  const { status, stdout, stderr } = await interleave(cwd, ...args, "--format", "json");
  if (stdout === "") throw new Error(`nothing on stdout: ${stderr}`);
  return { status, report: JSON.parse(stdout) };
}

/** Runs a program of one file. */
function program(name: string, text: string, ...args: readonly string[]) {
  writeFileSync(join(scratch, name), text);
  return json(scratch, name, ...args);
}

describe("the bank", () => {
  it("ends in the deadlock of both tasks over both mutexes, with 3", async () => {
    const { status, report } = await json(repository, "examples/bank/main.ts");
    expect(status).toBe(3);
    expect(report).toMatchObject({ version: 1, outcome: "deadlock", schedules: 1 });
    const blocked = [...report.blocked].sort((a, b) => (a.task < b.task ? -1 : 1));
    expect(blocked).toEqual([
      { task: "audit", waitsFor: "alice.mutex", heldBy: ["transfer"], file: "examples/bank/audit.ts", line: 9 },
      { task: "transfer", waitsFor: "bob.mutex", heldBy: ["audit"], file: "examples/bank/transfer.ts", line: 13 },
    ]);
  });

  it("gives the same bytes every time", async () => {
    const run = async () => (await interleave(repository, "examples/bank/main.ts", "--format", "chrome-trace")).stdout;
    const first = await run();
    expect(JSON.parse(first)).toBeDefined();
    expect(await run()).toBe(first);
  });

  it("can be told to a person, and drawn", async () => {
    const { status, stdout } = await interleave(repository, "examples/bank/main.ts");
    expect(status).toBe(3);
    for (const name of ["alice.mutex", "bob.mutex", "transfer", "audit"]) expect(stdout).toContain(name);
    expect((await interleave(repository, "examples/bank/main.ts", "--format", "mermaid")).stdout).toContain(
      "sequenceDiagram",
    );
  });

  it.each([
    ["--cpus", "1"],
    ["--policy", "round-robin", "--quantum", "10"],
  ])("under %s %s ... still does", async (...args) => {
    expect((await json(repository, "examples/bank/main.ts", ...args)).status).toBe(3);
  });

  it("corrected, completes with 0", async () => {
    const { status, report } = await json(repository, "examples/bank-fixed/main.ts");
    expect({ status, outcome: report.outcome, blocked: report.blocked }).toEqual({
      status: 0,
      outcome: "completed",
      blocked: [],
    });
    expect(report.output).toContain("transferred");
  });
});

describe("a program that", () => {
  it("throws at its start ends with 4 and its line", async () => {
    const { status, report } = await program("throws.ts", 'console.log("a");\nthrow new Error("no luck");\n');
    expect(status).toBe(4);
    expect(report).toMatchObject({ outcome: "failed", output: expect.arrayContaining(["a"]) });
    expect(report.error).toMatchObject({ file: "throws.ts", line: 2, message: expect.stringContaining("no luck") });
  });

  it("loops for ever ends with 5 and its line", async () => {
    const { status, report } = await program("loops.ts", "let n = 0;\nwhile (true) {\n  n += 1;\n}\n");
    expect(status).toBe(5);
    expect(report.outcome).toBe("bound");
    expect(report.error?.file).toBe("loops.ts");
    expect([2, 3]).toContain(report.error?.line);
  });

  it("needs fs runs on a modelled one, and says so", async () => {
    const text = 'import { readFile } from "node:fs/promises";\nawait readFile("x");\nconsole.log("read");\n';
    const { status, report } = await program("reads.ts", text);
    expect(status).toBe(0);
    expect(report.output).toEqual(["read"]);
    expect(report.assumptions.map(({ message }) => message).join("\n")).toContain("fs");
  });

  it("waits for a promise that nobody settles ends with 3", async () => {
    const { status, report } = await program(
      "never.ts",
      "async function waits() {\n  await new Promise(() => {});\n}\nwaits();\n",
    );
    expect(status).toBe(3);
    expect(report.blocked).toMatchObject([{ task: "waits", heldBy: [], file: "never.ts", line: 2 }]);
  });

  it("lacks a package runs as far as it can, and names it", async () => {
    writeFileSync(join(scratch, "lacks.ts"), 'import x from "no-such-package";\nconsole.log(typeof x);\n');
    const { stdout, stderr } = await interleave(scratch, "lacks.ts", "--format", "json");
    expect(stdout + stderr).toContain("no-such-package");
    expect(stderr).not.toContain("internal error");
  });

  it("is broken ends with 2, and the place", async () => {
    writeFileSync(join(scratch, "broken.ts"), "const a = 1;\nconst = 2;\n");
    const { status, stdout, stderr } = await interleave(scratch, "broken.ts");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^broken\.ts:2:\d+ error: /);
  });
});

describe("--entry", () => {
  it("starts one function of the file, and refuses one that is not there", async () => {
    const text = 'export async function hello() {\n  console.log("hello");\n}\nconsole.log("module");\n';
    const { status, report } = await program("entry.ts", text, "--entry", "hello");
    expect(status).toBe(0);
    expect(report.output).toContain("hello");
    const refused = await interleave(scratch, "entry.ts", "--entry", "goodbye");
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("goodbye");
  });
});
