// The command line as a script meets it: exit codes, one clear sentence, nothing on the wrong stream.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtCli } from "#test/support/built";
import { ended } from "#test/support/ended";

let cli: string;
const folder = mkdtempSync(join(tmpdir(), "interleave-usage-"));

beforeAll(async () => {
  cli = await builtCli();
  writeFileSync(join(folder, "plain.ts"), "export const one = 1;\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function interleave(...args: readonly string[]) {
  return ended(process.execPath, [cli, ...args], { cwd: folder });
}

describe("wrong usage ends with 2, one sentence, and nothing on stdout", () => {
  it.each([
    [["check", "nowhere"], "interleave: There is no file or directory nowhere.\n"],
    [["check", "--project", "tsconfig.none.json"], "interleave: There is no project file tsconfig.none.json.\n"],
    [["check", "--project", "."], "interleave: `--project` needs a tsconfig file, and . is a directory.\n"],
    [["check", "--confirm"], "interleave: `--confirm` is not available in this version.\n"],
    [["check", "--baseline", "x"], "interleave: The baseline x cannot be read. `--update-baseline` writes it.\n"],
    [["explore", "a.ts", "--strategy", "dpor"], "interleave: `interleave explore` is not available in this version.\n"],
    [["replay", "token"], "interleave: `interleave replay` is not available in this version.\n"],
    [["simulate", "nowhere.ts"], "interleave: There is no file nowhere.ts.\n"],
    [["simulate", "."], "interleave: . is a directory; name the file that starts the program.\n"],
    [["lsp"], "interleave: `interleave lsp` needs `--stdio`.\n"],
  ])("%j", async (args, sentence) => {
    expect(await interleave(...args)).toEqual({ status: 2, stdout: "", stderr: sentence });
  });

  it.each([
    [["check", "--format", "yaml"], /Allowed choices are pretty, json, github, sarif/],
    [["check", "--min-severity", "fatal"], /Allowed choices are error, warning, information/],
    [["check", "--colour"], /unknown option/],
    [["simulate"], /missing required argument 'file'/],
    [["simulate", "plain.ts", "--cpus", "two"], /It must be a whole number/],
    [["simulate", "plain.ts", "--cpus", "0"], /needs a whole number of at least 1/],
    [["simulate", "plain.ts", "--policy", "fair-dice"], /There is no policy `fair-dice`. There are: fcfs/],
    [["simulate", "plain.ts", "--format", "svg"], /Allowed choices are pretty, json, chrome-trace, mermaid/],
    [["chekc"], /Did you mean check\?/],
  ])("%j", async (args, message) => {
    const { status, stdout, stderr } = await interleave(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("help and version", () => {
  it("are no errors", async () => {
    expect(await interleave("--version")).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    const help = await interleave("--help");
    expect(help).toMatchObject({ status: 0, stderr: "" });
    for (const command of ["check", "simulate", "lsp"]) expect(help.stdout).toContain(command);
  });
});

describe("a program without concurrency", () => {
  it("has none found", async () => {
    const { status, stdout } = await interleave("check");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^None found in \d+ files?, \d+\.\d s\.\n$/);
  });

  it("is an empty list in JSON", async () => {
    const { status, stdout } = await interleave("check", "--format", "json", "plain.ts");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, findings: [] });
  });

  it("is nothing in annotations", async () => {
    expect(await interleave("check", "--format", "github")).toMatchObject({ status: 0, stdout: "" });
  });
});
