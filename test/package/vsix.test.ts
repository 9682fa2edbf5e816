// The packed extension: exactly these files, small enough, and able to work where no node_modules is near.

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");
const pinned = join(__dirname, "files.txt");
/** That these are the rules' is for `test/rules` to say. */
const RULE_DOCUMENT = /^docs\/rules\/[\w-]+\.md$/;
const megabyte = 1024 * 1024;

/** What vsce would pack, sorted. */
function packedFiles(): readonly string[] {
  const vsce = join(root, "node_modules/@vscode/vsce/vsce");
  const output = execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: root, encoding: "utf8" });
  return output.trim().split(/\r?\n/).sort();
}

describe("the VSIX", () => {
  it("holds exactly the pinned files (UPDATE=1 rewrites the list)", () => {
    const files = `${packedFiles()
      .filter((file) => !RULE_DOCUMENT.test(file))
      .join("\n")}\n`;
    if (process.env.UPDATE === "1") writeFileSync(pinned, files);
    expect(files).toBe(readFileSync(pinned, "utf8"));
  });

  it("holds the document of every rule", () => {
    const documents = packedFiles().filter((file) => RULE_DOCUMENT.test(file));
    expect(documents).toEqual(readdirSync(join(root, "docs/rules")).map((name) => `docs/rules/${name}`));
  });

  it("is smaller than 8 MB", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const { size } = statSync(join(root, `interleave-${version}.vsix`));
    expect(size / megabyte).toBeLessThan(8);
  });
});

describe("the packed command line, alone in a folder", () => {
  let folder: string;
  let workspace: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "interleave-packed-"));
    for (const file of packedFiles()) {
      mkdirSync(join(folder, "extension", dirname(file)), { recursive: true });
      cpSync(join(root, file), join(folder, "extension", file));
    }
    workspace = join(folder, "workspace");
    cpSync(join(root, "examples"), workspace, { recursive: true });
    // The user's own packages: only what the examples import.
    for (const name of ["async-mutex", "tslib"]) {
      const from = join(root, "node_modules", name);
      if (!existsSync(from)) continue;
      mkdirSync(join(workspace, "node_modules"), { recursive: true });
      symlinkSync(from, join(workspace, "node_modules", name), "junction");
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const interleave = (...args: readonly string[]): { readonly status: number | null; readonly output: string } => {
    const cli = join(folder, "extension", "dist", "cli.js");
    // An empty PATH: neither a compiler, nor a bundler, nor Node itself is to be found there.
    const env = { ...process.env, PATH: "", NODE_PATH: "" };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: workspace,
      env,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  };

  it("finds the two bugs of the bank", () => {
    const { status, output } = interleave("check", "bank");
    expect(output).toContain("lock-order");
    expect(output).toContain("unreleased-on-path");
    expect(status).toBe(1);
  });

  it("runs the bank into its deadlock, with the bundler that ships", () => {
    const { status, output } = interleave("simulate", "bank/main.ts", "--format", "json");
    expect(output).toContain("alice.mutex");
    expect(output).toContain("bob.mutex");
    expect(status).toBe(3);
  });

  it("is silent on the corrected bank", () => {
    expect(interleave("check", "bank-fixed").status).toBe(0);
  });
});
