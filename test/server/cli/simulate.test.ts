// `interleave simulate` as a process: how a run ends is its exit code, and what went wrong is said with its line.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunReport } from "#engine/trace/export/json";
import { builtCli, repository } from "#test/support/built";

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
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "simulate", ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

function json(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly report: RunReport } {
  const { status, stdout, stderr } = interleave(cwd, ...args, "--format", "json");
  if (stdout === "") throw new Error(`nothing on stdout: ${stderr}`);
  return { status, report: JSON.parse(stdout) };
}

/** Runs a program of one file. */
function program(name: string, text: string, ...args: readonly string[]) {
  writeFileSync(join(scratch, name), text);
  return json(scratch, name, ...args);
}

describe("the bank", () => {
  it("ends in the deadlock of both tasks over both mutexes, with 3", () => {
    const { status, report } = json(repository, "examples/bank/main.ts");
    expect(status).toBe(3);
    expect(report).toMatchObject({ version: 1, outcome: "deadlock", schedules: 1 });
    const blocked = [...report.blocked].sort((a, b) => (a.task < b.task ? -1 : 1));
    expect(blocked).toEqual([
      { task: "audit", waitsFor: "alice.mutex", heldBy: ["transfer"], file: "examples/bank/audit.ts", line: 9 },
      { task: "transfer", waitsFor: "bob.mutex", heldBy: ["audit"], file: "examples/bank/transfer.ts", line: 13 },
    ]);
  });

  it("gives the same bytes every time", () => {
    const run = () => interleave(repository, "examples/bank/main.ts", "--format", "chrome-trace").stdout;
    const first = run();
    expect(JSON.parse(first)).toBeDefined();
    expect(run()).toBe(first);
  });

  it("can be told to a person, and drawn", () => {
    const { status, stdout } = interleave(repository, "examples/bank/main.ts");
    expect(status).toBe(3);
    for (const name of ["alice.mutex", "bob.mutex", "transfer", "audit"]) expect(stdout).toContain(name);
    expect(interleave(repository, "examples/bank/main.ts", "--format", "mermaid").stdout).toContain("sequenceDiagram");
  });

  it.each([
    ["--cpus", "1"],
    ["--policy", "round-robin", "--quantum", "10"],
  ])("under %s %s ... still does", (...args) => {
    expect(json(repository, "examples/bank/main.ts", ...args).status).toBe(3);
  });

  it("corrected, completes with 0", () => {
    const { status, report } = json(repository, "examples/bank-fixed/main.ts");
    expect({ status, outcome: report.outcome, blocked: report.blocked }).toEqual({
      status: 0,
      outcome: "completed",
      blocked: [],
    });
    expect(report.output).toContain("transferred");
  });
});

describe("a program that", () => {
  it("throws at its start ends with 4 and its line", () => {
    const { status, report } = program("throws.ts", 'console.log("a");\nthrow new Error("no luck");\n');
    expect(status).toBe(4);
    expect(report).toMatchObject({ outcome: "failed", output: expect.arrayContaining(["a"]) });
    expect(report.error).toMatchObject({ file: "throws.ts", line: 2, message: expect.stringContaining("no luck") });
  });

  it("loops for ever ends with 5 and its line", () => {
    const { status, report } = program("loops.ts", "let n = 0;\nwhile (true) {\n  n += 1;\n}\n");
    expect(status).toBe(5);
    expect(report.outcome).toBe("bound");
    expect(report.error?.file).toBe("loops.ts");
    expect([2, 3]).toContain(report.error?.line);
  });

  it("needs fs runs on a modelled one, and says so", () => {
    const text = 'import { readFile } from "node:fs/promises";\nawait readFile("x");\nconsole.log("read");\n';
    const { status, report } = program("reads.ts", text);
    expect(status).toBe(0);
    expect(report.output).toEqual(["read"]);
    expect(report.assumptions.map(({ message }) => message).join("\n")).toContain("fs");
  });

  it("waits for a promise that nobody settles ends with 3", () => {
    const { status, report } = program(
      "never.ts",
      "async function waits() {\n  await new Promise(() => {});\n}\nwaits();\n",
    );
    expect(status).toBe(3);
    expect(report.blocked).toMatchObject([{ task: "waits", heldBy: [], file: "never.ts", line: 2 }]);
  });

  it("lacks a package runs as far as it can, and names it", () => {
    writeFileSync(join(scratch, "lacks.ts"), 'import x from "no-such-package";\nconsole.log(typeof x);\n');
    const { stdout, stderr } = interleave(scratch, "lacks.ts", "--format", "json");
    expect(stdout + stderr).toContain("no-such-package");
    expect(stderr).not.toContain("internal error");
  });

  it("is broken ends with 2, and the place", () => {
    writeFileSync(join(scratch, "broken.ts"), "const a = 1;\nconst = 2;\n");
    const { status, stdout, stderr } = interleave(scratch, "broken.ts");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^broken\.ts:2:\d+ error: /);
  });
});

describe("--entry", () => {
  it("starts one function of the file, and refuses one that is not there", () => {
    const text = 'export async function hello() {\n  console.log("hello");\n}\nconsole.log("module");\n';
    const { status, report } = program("entry.ts", text, "--entry", "hello");
    expect(status).toBe(0);
    expect(report.output).toContain("hello");
    const refused = interleave(scratch, "entry.ts", "--entry", "goodbye");
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("goodbye");
  });
});
